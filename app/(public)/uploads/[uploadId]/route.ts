import { imageResponse } from "@/lib/http/image";
import { proofOf } from "@/lib/http/request-context";
import { publicRoute, resource } from "@/lib/http/route";
import { findMembership } from "@/lib/identity";
import { AppError } from "@/lib/platform/errors";
import { findImage } from "@/lib/publishing";

/** An image: for the public when a published page shows it, for members always. */
export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: publicRoute({
    handle: async ({ request, params, query }) => {
      const image = await findImage(params.uploadId, {
        key: query.get("key"),
        isMemberOf: async (workspaceId) => {
          const proof = proofOf(request.headers);
          return proof !== null && (await findMembership(proof, workspaceId)).kind === "member";
        },
      });
      if (image === null) throw new AppError("not_found");
      return imageResponse(image);
    },
  }),
});
