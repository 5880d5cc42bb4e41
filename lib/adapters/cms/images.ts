import { failed } from "./http-outcome";
import type { ConnectorContext, ConnectorResult, DocumentImage, PublishableDocument } from "./port";

/** Where each image of a document is at the destination, by the image's id. */
type ImageAddresses = ReadonlyMap<string, string>;

/** The name of an image's file at a destination: by it a copy is found again. */
export function imageName({ id }: Pick<DocumentImage, "id">): string {
  return `autoink-${id}`;
}

/** The document with its images pointing at other addresses; an image without one keeps its own. */
export function withImageAddresses(
  document: PublishableDocument,
  addresses: ImageAddresses,
): PublishableDocument {
  let { html, markdown } = document;
  for (const { id, path } of document.images) {
    const address = addresses.get(id);
    if (address === undefined) continue;
    const attribute = address.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
    html = html.replaceAll(`<img src="${path}"`, () => `<img src="${attribute}"`);
    markdown = markdown.replaceAll(path, () => address.replace(/[\s<>()]/g, encodeURIComponent));
  }
  return { ...document, html, markdown };
}

/** Brings each image to the destination, one after the other, and points the document at the copies. Stops at the first failure. */
export async function placeImages(
  document: PublishableDocument,
  place: (image: DocumentImage) => Promise<ConnectorResult<string>>,
): Promise<ConnectorResult<PublishableDocument>> {
  const addresses = new Map<string, string>();
  for (const image of document.images) {
    const placed = await place(image);
    if (!placed.ok) return placed;
    addresses.set(image.id, placed.value);
  }
  return { ok: true, value: withImageAddresses(document, addresses) };
}

/** The bytes of an image, or why there are none. */
export async function imageBytes(
  context: ConnectorContext,
  image: DocumentImage,
): Promise<ConnectorResult<Uint8Array>> {
  const bytes = await context.readImage(image.id);
  return bytes === null
    ? failed("rejected", "An image of the article was deleted; put another in its place.")
    : { ok: true, value: bytes };
}
