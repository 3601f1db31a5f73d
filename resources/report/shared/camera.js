"use strict";
// Points are LPS millimetres from the scene's centre: +x patient left, +y posterior, +z superior.
function makeCamera() {
  const camera = { right: [1, 0, 0], up: [0, 0, 1], across: 200, shift: [0, 0] };
  const named = {
    front: [[1, 0, 0], [0, 0, 1]], back: [[-1, 0, 0], [0, 0, 1]],
    left: [[0, 1, 0], [0, 0, 1]], right: [[0, -1, 0], [0, 0, 1]],
    head: [[-1, 0, 0], [0, -1, 0]], feet: [[1, 0, 0], [0, -1, 0]],
  };
  camera.view = (name) => { [camera.right, camera.up] = named[name].map((axis) => axis.slice()); };
  camera.forward = () => cross(camera.up, camera.right);
  camera.turn = (dx, dy) => {
    camera.right = unit(turned(camera.right, camera.up, dx));
    const tilt = turned(camera.up, camera.right, dy);
    camera.up = unit(sub(tilt, scale(camera.right, dot(tilt, camera.right))));
  };
  camera.zoom = (factor) => { camera.across = Math.min(900, Math.max(15, camera.across * factor)); };
  camera.move = (dx, dy, size) => {
    camera.shift[0] += (dx * camera.across) / size; camera.shift[1] -= (dy * camera.across) / size;
  };
  camera.project = (p, width, height) => {
    const perMm = Math.min(width, height) / camera.across;
    return [width / 2 + (dot(p, camera.right) + camera.shift[0]) * perMm,
            height / 2 - (dot(p, camera.up) + camera.shift[1]) * perMm, dot(p, camera.forward())];
  };
  camera.view("back");
  return camera;
}
const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const sub = (a, b) => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const scale = (a, s) => [a[0] * s, a[1] * s, a[2] * s];
const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
const unit = (a) => scale(a, 1 / (Math.hypot(a[0], a[1], a[2]) || 1));
function turned(v, axis, angle) {
  const c = Math.cos(angle), s = Math.sin(angle), along = dot(axis, v) * (1 - c), side = cross(axis, v);
  return [0, 1, 2].map((n) => v[n] * c + side[n] * s + axis[n] * along);
}
function bytesOf(text) {
  const raw = atob(text), bytes = new Uint8Array(raw.length);
  for (let n = 0; n < raw.length; n++) bytes[n] = raw.charCodeAt(n);
  return bytes.buffer;
}
function unpacked(mesh, step) {
  const steps = new Int16Array(bytesOf(mesh.points)), points = new Float32Array(steps.length);
  for (let n = 0; n < steps.length; n++) points[n] = steps[n] * step;
  const buffer = bytesOf(mesh.triangles);
  const triangles = mesh.wide ? new Uint32Array(buffer) : new Uint16Array(buffer);
  const normals = new Float32Array(points.length);
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [0, 1, 2].map((n) => 3 * triangles[t + n]);
    const u = [0, 1, 2].map((n) => points[b + n] - points[a + n]), v = [0, 1, 2].map((n) => points[c + n] - points[a + n]);
    const normal = cross(u, v);
    for (const corner of [a, b, c]) for (let n = 0; n < 3; n++) normals[corner + n] += normal[n];
  }
  const colour = [1, 3, 5].map((n) => parseInt(mesh.colour.slice(n, n + 2), 16) / 255);
  return { name: mesh.name, points, triangles, normals, colour };
}
