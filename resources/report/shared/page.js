(function start() {
  const data = JSON.parse(document.getElementById("data").textContent);
  const root = document.getElementById("viewer");
  if (!root) return;
  document.querySelectorAll(".stack").forEach((stack, n) => makeStack(stack, data.stacks[n]));
  const meshes = data.scene.meshes.map((mesh) => unpacked(mesh, data.scene.step));
  const [canvas, over] = ["#scene", "#over"].map((name) => root.querySelector(name));
  const camera = makeCamera();
  const look = { bone: 0.65, names: true };
  const plain = location.hash === "#canvas";  // to be looked at without WebGL
  const wanted = plain ? null : makeWebgl(canvas, meshes);
  const draw = wanted || makePainter(plain ? canvas : replaced(canvas), meshes);
  const surface = root.querySelector("#scene");
  root.dataset.renderer = wanted ? "webgl" : "canvas";
  root.dataset.triangles = meshes.reduce((sum, mesh) => sum + mesh.triangles.length / 3, 0);
  let waiting = false;
  function redraw() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; frame(); });
  }
  function frame() {
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    const size = [over.clientWidth * ratio, over.clientHeight * ratio].map(Math.round);
    for (const one of [surface, over]) if (one.width !== size[0] || one.height !== size[1]) [one.width, one.height] = size;
    draw(camera, look);
    words(ratio);
    root.dataset.frames = Number(root.dataset.frames || 0) + 1;
  }
  function words(ratio) {
    const pen = over.getContext("2d"), [width, height] = [over.width, over.height];
    pen.clearRect(0, 0, width, height);
    pen.font = `600 ${13 * ratio}px system-ui, sans-serif`;
    pen.textBaseline = "middle"; pen.lineWidth = 3 * ratio; pen.strokeStyle = "#000";
    const say = (text, x, y, colour) => { pen.strokeText(text, x, y); pen.fillStyle = colour; pen.fillText(text, x, y); };
    pen.textAlign = "center";
    if (look.names) {
      const across = camera.across;
      for (const level of data.scene.levels) {
        const [x, y] = camera.project(level.at, width, height);
        const beside = (Math.min(width, height) / across) * 38;
        if (y > 0 && y < height) say(level.name, x - beside, y, level.treat ? data.scene.colours.needle : data.scene.colours.level);
      }
    }
    const letters = { L: [1, 0, 0], R: [-1, 0, 0], P: [0, 1, 0], A: [0, -1, 0], H: [0, 0, 1], F: [0, 0, -1] };
    const edges = [[camera.right, width - 14 * ratio, height / 2], [scale(camera.right, -1), 14 * ratio, height / 2],
                   [camera.up, width / 2, 14 * ratio], [scale(camera.up, -1), width / 2, height - 14 * ratio]];
    for (const [axis, x, y] of edges) {
      const near = Object.entries(letters).sort((a, b) => dot(b[1], axis) - dot(a[1], axis))[0];
      if (dot(near[1], axis) > 0.7) say(near[0], x, y, data.scene.colours.text);
    }
  }
  let held = null;
  over.addEventListener("pointerdown", (event) => { held = [event.clientX, event.clientY, event.button || event.shiftKey]; over.setPointerCapture(event.pointerId); });
  over.addEventListener("pointerup", () => { held = null; });
  over.addEventListener("pointermove", (event) => {
    if (!held) return;
    const [dx, dy] = [event.clientX - held[0], event.clientY - held[1]];
    if (held[2]) camera.move(dx, dy, Math.min(over.clientWidth, over.clientHeight)); else camera.turn(dx * 0.009, dy * 0.009);
    [held[0], held[1]] = [event.clientX, event.clientY];
    redraw();
  });
  over.addEventListener("wheel", (event) => { event.preventDefault(); camera.zoom(event.deltaY > 0 ? 1.1 : 0.9); redraw(); }, { passive: false });
  over.addEventListener("contextmenu", (event) => event.preventDefault());
  root.querySelectorAll("[data-view]").forEach((button) => button.addEventListener("click", () => { camera.view(button.dataset.view); camera.shift = [0, 0]; redraw(); }));
  root.querySelector("#bone").addEventListener("input", (event) => { look.bone = event.target.value / 100; redraw(); });
  root.querySelector("#names").addEventListener("change", (event) => { look.names = event.target.checked; redraw(); });
  new ResizeObserver(redraw).observe(over);
  frame();
  function replaced(old) {
    const made = document.createElement("canvas");
    made.id = old.id; old.replaceWith(made);
    return made;
  }
})();
