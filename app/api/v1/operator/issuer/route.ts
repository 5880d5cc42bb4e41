import { getIssuer, PartyInput, setIssuer } from "@/lib/billing";
import { resource, userRoute } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: userRoute({
    handle: async ({ principal }) => Response.json(await getIssuer(principal)),
  }),
  PUT: userRoute({
    body: PartyInput,
    handle: async ({ principal, input }) => Response.json(await setIssuer(principal, input)),
  }),
});
