import { z } from "zod";
import { sha256 } from "@/lib/crypto";
import { GHOST, type GhostApi } from "./ghost-api";
import { imageBytes, imageName } from "./images";
import type { ConnectorContext, ConnectorResult, DocumentImage } from "./port";
import { strangeAnswer } from "./send-json";

const Uploaded = z.object({
  images: z.array(z.object({ url: z.url({ protocol: /^https?$/ }) })).min(1),
});

interface Placing {
  readonly api: GhostApi;
  readonly context: ConnectorContext;
  readonly image: DocumentImage;
  /** The text that the post has at Ghost. */
  readonly presentHtml: string;
  readonly signal: AbortSignal;
}

/**
 * The address of an image at Ghost. Ghost has no list of its images: the copy that the post shows already is
 * found in its text by the file's name. An upload whose answer was lost is made again; the first file then
 * lies there unseen.
 */
export async function placeGhostImage(placing: Placing): Promise<ConnectorResult<string>> {
  const { api, context, image, presentHtml, signal } = placing;
  const present = addressIn(presentHtml, imageName(image));
  if (present !== null) return { ok: true, value: present };
  const bytes = await imageBytes(context, image);
  if (!bytes.ok) return bytes;
  const form = formOf(image, bytes.value);
  const sent = await api.call({ method: "POST", path: "images/upload/", form, signal });
  if (!sent.ok) return sent;
  const [copy] = Uploaded.safeParse(sent.value.json).data?.images ?? [];
  return copy === undefined ? strangeAnswer(GHOST) : { ok: true, value: copy.url };
}

function addressIn(html: string, name: string): string | null {
  for (const [, address = ""] of html.matchAll(/<img\b[^>]*?\ssrc="(https?:\/\/[^"]{1,2000})"/g)) {
    if (address.includes(`/${name}`)) return address.replaceAll("&amp;", "&");
  }
  return null;
}

/** A form with one file (RFC 7578). The boundary is made of the file, so that a repeat is the same bytes. */
function formOf(
  image: DocumentImage,
  bytes: Uint8Array,
): { readonly bytes: Uint8Array; readonly mediaType: string } {
  const boundary = `autoink-${sha256(bytes).toString("hex")}`;
  const field = (name: string, value: string): string =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const file = `content-disposition: form-data; name="file"; filename="${imageName(image)}.${image.extension}"`;
  const head = `${field("purpose", "image")}${field("ref", image.id)}--${boundary}\r\n${file}\r\ncontent-type: ${image.mediaType}\r\n\r\n`;
  return {
    bytes: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    mediaType: `multipart/form-data; boundary=${boundary}`,
  };
}
