// Makes the picture of a figure, in the viewer's browser or in one that the command line has started.
//
// A figure carries, in `layout.meta`, its name and what replaces its frame in each kind of picture (charts/frame.py).

const PNG_START = 33; // bytes: the signature and the IHDR chunk, behind which other chunks may follow
const METRES_PER_INCH = 0.0254;
const SLIDE_STEP = 9; // pixels: 16:9 is kept exactly

// Give the figure in the frame of a size, and how large it is drawn.
export const reframe = ({ data, layout }, size) => {
  const { layout: frame, annotations, width, height, pixels, dpi } = layout.meta.pictures[size];
  // A slide has a shape: a figure that is taller gets room at its sides, a lower one below it.  The plot itself keeps
  // its height, since the names in it stand at their pixel.
  const tall = height ? SLIDE_STEP * Math.ceil(Math.max(frame.height, height) / SLIDE_STEP) : frame.height;
  const wide = height ? Math.round((tall * width) / height) : width;
  const framed = {
    ...layout,
    ...frame,
    margin: { ...frame.margin, b: frame.margin.b + tall - frame.height },
    annotations: layout.annotations.map((item) => annotations[item.name] ?? item),
    autosize: false,
    width: wide,
    height: tall,
  };
  return { figure: { data, layout: framed }, width: wide, height: tall, pixels, dpi };
};

export const pngOf = async (Plotly, source, size) => {
  const { figure, width, height, pixels, dpi } = reframe(source, size);
  // Half a pixel more: the canvas cuts fractions off.
  const scale = (pixels + 0.5) / width;
  const image = await Plotly.toImage(figure, { format: "png", width, height, scale, imageDataOnly: true });
  return stamp(Uint8Array.from(atob(image), (character) => character.charCodeAt(0)), dpi);
};

export const svgOf = async (Plotly, source, size) => {
  const { figure, width, height } = reframe(source, size);
  return Plotly.toImage(figure, { format: "svg", width, height, imageDataOnly: true });
};

// Write into a PNG how large it is on paper (pHYs), so that Word inserts it at that width.
export const stamp = (png, dpi) => {
  const chunk = new DataView(new ArrayBuffer(21));
  const perMetre = Math.round(dpi / METRES_PER_INCH);
  chunk.setUint32(0, 9);
  [..."pHYs"].forEach((letter, place) => chunk.setUint8(4 + place, letter.charCodeAt(0)));
  chunk.setUint32(8, perMetre);
  chunk.setUint32(12, perMetre);
  chunk.setUint8(16, 1); // pixels to the metre
  chunk.setUint32(17, checksum(new Uint8Array(chunk.buffer, 4, 13)));
  const stamped = new Uint8Array(png.length + 21);
  stamped.set(png.subarray(0, PNG_START));
  stamped.set(new Uint8Array(chunk.buffer), PNG_START);
  stamped.set(png.subarray(PNG_START), PNG_START + 21);
  return stamped;
};

// CRC-32, as PNG has it.
const checksum = (bytes) => {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
};
