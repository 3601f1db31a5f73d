// Draws the meshes on a plain 2-D canvas, far triangles first: for browsers without WebGL.
function makePainter(canvas, meshes) {
  const pen = canvas.getContext("2d");
  const shown = meshes.filter((mesh) => mesh.name !== "bone");
  const total = shown.reduce((sum, mesh) => sum + mesh.triangles.length / 3, 0);
  const depth = new Float32Array(total), order = new Uint32Array(total);
  const owner = new Uint16Array(total), first = new Uint32Array(total);
  let at = 0;
  shown.forEach((mesh, n) => {
    for (let t = 0; t < mesh.triangles.length; t += 3) { owner[at] = n; first[at++] = t; }
  });
  return function draw(camera, look) {
    pen.globalAlpha = 1; pen.fillStyle = "#000"; pen.fillRect(0, 0, canvas.width, canvas.height);
    const forward = camera.forward();
    const placed = shown.map((mesh) => {
      const xyz = new Float32Array(mesh.points.length);
      for (let n = 0; n < xyz.length; n += 3) {
        xyz.set(camera.project([mesh.points[n], mesh.points[n + 1], mesh.points[n + 2]], canvas.width, canvas.height), n);
      }
      return xyz;
    });
    for (let n = 0; n < total; n++) {
      const mesh = shown[owner[n]], xyz = placed[owner[n]], t = first[n];
      const far = mesh.name === "rough" ? 0 : -1e4;
      depth[n] = far + xyz[3 * mesh.triangles[t] + 2] + xyz[3 * mesh.triangles[t + 1] + 2] + xyz[3 * mesh.triangles[t + 2] + 2];
      order[n] = n;
    }
    const sorted = Array.from(order).sort((a, b) => depth[b] - depth[a]);
    for (const n of sorted) {
      const mesh = shown[owner[n]], xyz = placed[owner[n]], t = first[n];
      const bone = mesh.name === "rough";
      if (bone && look.bone <= 0.01) continue;
      const [a, b, c] = [0, 1, 2].map((k) => 3 * mesh.triangles[t + k]);
      const k = mesh.triangles[t] * 3, normal = unit([mesh.normals[k], mesh.normals[k + 1], mesh.normals[k + 2]]);
      if (bone && dot(normal, forward) > 0.15) continue;
      const light = 0.22 + 0.85 * (Math.abs(dot(normal, forward)) * 0.75 + 0.25 * Math.abs(dot(normal, camera.up)));
      const rgb = mesh.colour.map((v) => Math.min(255, Math.round(255 * v * light)));
      pen.globalAlpha = bone ? look.bone : 1;
      pen.fillStyle = `rgb(${rgb})`;
      pen.beginPath();
      pen.moveTo(xyz[a], xyz[a + 1]); pen.lineTo(xyz[b], xyz[b + 1]); pen.lineTo(xyz[c], xyz[c + 1]);
      pen.fill();
    }
    pen.globalAlpha = 1;
  };
}
