// Draws the meshes with WebGL 1: solids first, then the bone, whose nearest surface alone is blended over them.
function makeWebgl(canvas, meshes) {
  const gl = canvas.getContext("webgl", { antialias: true, preserveDrawingBuffer: true });
  if (!gl) return null;
  if (meshes.some((mesh) => mesh.triangles instanceof Uint32Array) && !gl.getExtension("OES_element_index_uint")) return null;
  const program = gl.createProgram();
  const vertex = "attribute vec3 at; attribute vec3 normal; uniform vec3 right, up, forward; uniform vec4 frame;" +
    "varying float light; void main() {" +
    "vec3 n = normalize(normal + vec3(1e-9)); light = abs(dot(n, forward)) * 0.75 + 0.25 * abs(dot(n, up));" +
    "gl_Position = vec4((dot(at, right) + frame.x) * frame.z, (dot(at, up) + frame.y) * frame.w, dot(at, forward) / 600.0, 1.0); }";
  const fragment = "precision mediump float; varying float light; uniform vec4 colour;" +
    "void main() { gl_FragColor = vec4(colour.rgb * (0.22 + 0.85 * light), colour.a); }";
  for (const [kind, text] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]]) {
    const shader = gl.createShader(kind);
    gl.shaderSource(shader, text); gl.compileShader(shader); gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) return null;
  gl.useProgram(program);
  const place = (name) => gl.getUniformLocation(program, name);
  const uniforms = Object.fromEntries(["right", "up", "forward", "frame", "colour"].map((name) => [name, place(name)]));
  const attributes = ["at", "normal"].map((name) => gl.getAttribLocation(program, name));
  attributes.forEach((a) => gl.enableVertexAttribArray(a));
  const stored = meshes.filter((mesh) => mesh.name !== "rough").map((mesh) => {
    const buffers = [mesh.points, mesh.normals].map((values) => filled(gl, gl.ARRAY_BUFFER, values));
    return { mesh, buffers, indices: filled(gl, gl.ELEMENT_ARRAY_BUFFER, mesh.triangles) };
  });
  function one(item, alpha) {
    item.buffers.forEach((buffer, n) => {
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer); gl.vertexAttribPointer(attributes[n], 3, gl.FLOAT, false, 0, 0);
    });
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, item.indices);
    gl.uniform4fv(uniforms.colour, [...item.mesh.colour, alpha]);
    const wide = item.mesh.triangles instanceof Uint32Array;
    gl.drawElements(gl.TRIANGLES, item.mesh.triangles.length, wide ? gl.UNSIGNED_INT : gl.UNSIGNED_SHORT, 0);
  }
  return function draw(camera, look) {
    const size = Math.min(canvas.width, canvas.height);
    gl.viewport(0, 0, canvas.width, canvas.height);
    gl.clearColor(0, 0, 0, 1); gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    gl.enable(gl.DEPTH_TEST); gl.depthFunc(gl.LEQUAL); gl.disable(gl.BLEND); gl.colorMask(true, true, true, true);
    gl.uniform3fv(uniforms.right, camera.right); gl.uniform3fv(uniforms.up, camera.up);
    gl.uniform3fv(uniforms.forward, camera.forward());
    gl.uniform4f(uniforms.frame, camera.shift[0], camera.shift[1],
      (2 * size) / (camera.across * canvas.width), (2 * size) / (camera.across * canvas.height));
    stored.filter((item) => item.mesh.name !== "bone").forEach((item) => one(item, 1));
    const bone = stored.find((item) => item.mesh.name === "bone");
    if (bone && look.bone > 0.01) {
      gl.colorMask(false, false, false, false); one(bone, 1);
      gl.colorMask(true, true, true, true); gl.enable(gl.BLEND); gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
      one(bone, look.bone);
    }
  };
}
function filled(gl, target, values) {
  const buffer = gl.createBuffer();
  gl.bindBuffer(target, buffer); gl.bufferData(target, values, gl.STATIC_DRAW);
  return buffer;
}
