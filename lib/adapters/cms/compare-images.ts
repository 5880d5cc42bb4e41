import { parseHTML } from "linkedom";
import { imageName } from "./images";
import type { PublishableDocument } from "./port";

interface ShownImage {
  readonly address: string;
  readonly alt: string;
}

/** How the images that a copy shows differ from the document's, in words; empty when they do not. Files are told by their names. */
export function imageDifferences(html: string, document: PublishableDocument): string[] {
  const wanted = imagesIn(document.html);
  const found = imagesIn(html);
  const names = new Map(document.images.map((image) => [image.path, imageName(image)]));
  const isSame = (image: ShownImage, other: ShownImage | undefined): boolean => {
    if (other === undefined) return false;
    const name = names.get(image.address);
    return name === undefined
      ? other.address === image.address
      : other.address.includes(`/${name}`);
  };
  if (found.length !== wanted.length || !wanted.every((image, i) => isSame(image, found[i]))) {
    return ["An image is missing, added or another one."];
  }
  return wanted.every(({ alt }, i) => found[i]?.alt === alt)
    ? []
    : ["The description of an image is another one."];
}

function imagesIn(html: string): ShownImage[] {
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
  return [...document.querySelectorAll("img")].map((image) => ({
    address: image.getAttribute("src") ?? "",
    alt: image.getAttribute("alt") ?? "",
  }));
}
