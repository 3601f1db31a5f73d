// A stack of pictures that the wheel, the arrow keys or the slider leaf through.
function makeStack(root, stack) {
  const [image, slider, label, jumps] = ["img", "input", ".where", ".jumps"].map((name) => root.querySelector(name));
  let now = -1;
  function show(n) {
    n = Math.max(0, Math.min(stack.pictures.length - 1, n));
    if (n === now) return;
    now = n;
    image.src = `data:image/jpeg;base64,${stack.pictures[n]}`;
    slider.value = n;
    label.textContent = `${stack.name} ${n + 1} / ${stack.pictures.length}, ${stack.axis} ${stack.places[n].toFixed(1)} mm`;
    root.dataset.slice = n;
  }
  slider.max = stack.pictures.length - 1;
  slider.addEventListener("input", () => show(Number(slider.value)));
  image.addEventListener("wheel", (event) => { event.preventDefault(); show(now + Math.sign(event.deltaY)); }, { passive: false });
  root.tabIndex = 0;
  root.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowRight: 1, PageDown: 5, ArrowUp: -1, ArrowLeft: -1, PageUp: -5 }[event.key];
    if (step && event.target !== slider) { event.preventDefault(); show(now + step); }
  });
  for (const [name, n] of Object.entries(stack.jumps)) {
    const button = document.createElement("button");
    button.textContent = name;
    button.addEventListener("click", () => show(n));
    jumps.append(button);
  }
  const first = Object.values(stack.jumps)[0];
  show(first === undefined ? Math.floor(stack.pictures.length / 2) : first);
}
