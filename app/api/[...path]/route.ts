import { publicRoute, resource } from "@/lib/http/route";
import { AppError } from "@/lib/platform/errors";

const missing = publicRoute({
  handle: () => {
    throw new AppError("not_found");
  },
});

/** Every other address under /api: a 404 in the form of all other errors. */
export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: missing,
  POST: missing,
  PUT: missing,
  PATCH: missing,
  DELETE: missing,
});
