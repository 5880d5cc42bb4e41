import { AppError } from "@/lib/platform/errors";
import { readBytes } from "./read-body";

const FILE_NAME_CHARS_MAX = 200;

/** A file that is the body of a request; its name stands in the query as `file_name`. @throws AppError */
export async function readFileBody(
  request: Request,
  query: URLSearchParams,
  bytesMax: number,
): Promise<{ fileName: string; mediaType: string; bytes: Uint8Array }> {
  const fileName = (query.get("file_name") ?? "").split(/[\\/]/).at(-1)?.trim() ?? "";
  if (
    fileName === "" ||
    fileName.length > FILE_NAME_CHARS_MAX ||
    !fileName.isWellFormed() ||
    fileName.includes("\0")
  ) {
    throw new AppError("invalid_query", {
      detail: `file_name is the file's name, at most ${FILE_NAME_CHARS_MAX} characters.`,
    });
  }
  const mediaType = request.headers.get("content-type") ?? "application/octet-stream";
  return { fileName, mediaType, bytes: await readBytes(request, bytesMax) };
}
