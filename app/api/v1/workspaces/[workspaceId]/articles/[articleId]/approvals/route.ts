import { creatingRoute, resource } from "@/lib/http/route";
import { ApproveInput, approveRevision } from "@/lib/pipeline";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: creatingRoute({
    operation: "approve revision",
    body: ApproveInput,
    handle: async ({ actor, params, input }) => ({
      status: 201,
      body: await approveRevision(actor, params.articleId, input),
    }),
  }),
});
