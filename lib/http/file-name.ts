import { AppError } from "@/lib/platform/errors";

const FILE_NAME_CHARS_MAX = 200;

/** The name of a file that is the body of a request, from the query's `file_name`. @throws AppError invalid_query */
export function fileNameOf(query: URLSearchParams): string {
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
  return fileName;
}
