// The page's icons, drawn on a 24 by 24 grid.

const STROKES = {
  more: ["M12 5.500v.01", "M12 12v.01", "M12 18.500v.01"],
  close: ["M6 6l12 12", "M18 6 6 18"],
  down: ["M6 9.500l6 6 6-6"],
  commands: ["M5 7h14", "M5 12h14", "M5 17h14"],
  reply: ["M10 6 4.500 11.500 10 17", "M5 11.500h8.500c3.500 0 6 2 6 6.500"],
  edit: ["M4.500 19.500l.8-4.200L15.800 4.800a1.800 1.800 0 0 1 2.600 0l.8.8a1.800 1.800 0 0 1 0 2.600L8.700 18.700z", "M14 6.600l3.400 3.400"],
  copy: ["M9 9h10v11H9z", "M15 9V4.500H5V15h4"],
  download: ["M12 4.500v11", "M7 11l5 5 5-5", "M5 19.500h14"],
  link: ["M8 16 16.500 7.500", "M9.500 7.500h7v7"],
  share: ["M4.500 19c.6-6 4-9 10-9V5.500l6 6.500-6 6.500V14c-4.500 0-7.500 1.500-10 5z"],
  theme: ["M19.500 14.500A8 8 0 0 1 9.500 4.500a8 8 0 1 0 10 10z"],
  language: ["M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17z", "M3.800 12h16.400", "M12 3.500c-5.500 5-5.500 12 0 17", "M12 3.500c5.500 5 5.500 12 0 17"],
  info: ["M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17z", "M12 11v5.500", "M12 7.800v.01"],
  sent: ["M5 12.500l4.500 4.500L19 7"],
  read: ["M1.500 12.500 6 17l9.500-10", "M11 16l1 1L21.500 7"],
  check: ["M5 12.500l4.500 4.500L19 7"],
  lock: ["M6 11h12v9H6z", "M8.500 11V8a3.500 3.500 0 0 1 7 0v3"],
};

const FILLS = {
  send: "M3.400 20.200 21 12.700c.7-.3.7-1.200 0-1.500L3.400 3.700c-.6-.2-1.200.3-1 .9l2 6.100 9 1.300-9 1.200-2 6.100c-.2.6.4 1.100 1 .9z",
};

const SVG = "http://www.w3.org/2000/svg";

/** One icon; it means nothing to a screen reader: the button around it carries the label. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}${name in FILLS ? " filled" : ""}`);
  svg.setAttribute("aria-hidden", "true");
  for (const shape of STROKES[name] ?? [FILLS[name]]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", shape);
    svg.append(path);
  }
  return svg;
}
