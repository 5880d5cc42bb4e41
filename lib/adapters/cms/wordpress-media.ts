import { z } from "zod";
import { imageBytes, imageName } from "./images";
import type { ConnectorContext, ConnectorResult, DocumentImage } from "./port";
import { strangeAnswer } from "./send-json";
import { WORDPRESS, type WordPressApi } from "./wordpress-api";

const MEDIA = "/wp/v2/media";
const EDIT = { context: "edit" };
const Media = z.object({ source_url: z.url({ protocol: /^https?$/ }) });

/**
 * The address of an image in the site's media library. WordPress makes the slug of a file from its name, so a
 * copy that was sent before, its answer lost or not, is found by that name and not sent again.
 */
export async function placeWordPressImage(
  api: WordPressApi,
  context: ConnectorContext,
  image: DocumentImage,
  signal: AbortSignal,
): Promise<ConnectorResult<string>> {
  const query = { slug: imageName(image), ...EDIT };
  const found = await api.call({ method: "GET", path: MEDIA, query, signal });
  if (!found.ok) return found;
  const present = z.array(Media).safeParse(found.value.json);
  if (!present.success) return strangeAnswer(WORDPRESS);
  const [copy] = present.data;
  if (copy !== undefined) return { ok: true, value: copy.source_url };
  const bytes = await imageBytes(context, image);
  if (!bytes.ok) return bytes;
  const sent = await api.call({
    method: "POST",
    path: MEDIA,
    query: { alt_text: image.alt, ...EDIT },
    file: {
      bytes: bytes.value,
      headers: {
        "content-type": image.mediaType,
        "content-disposition": `attachment; filename="${imageName(image)}.${image.extension}"`,
      },
    },
    signal,
  });
  if (!sent.ok) return sent;
  const media = Media.safeParse(sent.value.json);
  return media.success ? { ok: true, value: media.data.source_url } : strangeAnswer(WORDPRESS);
}
