import {
  type Connector,
  type ConnectorFetch,
  ConnectorFetchError,
  createConnector,
} from "@/lib/adapters/cms";
import { open } from "@/lib/crypto";
import { describeOutboundFailure, safeFetch } from "@/lib/outbound";
import { clock } from "@/lib/platform/clock";
import { env } from "@/lib/platform/env";
import { SafenetError } from "@/lib/safenet";
import type { Destination } from "@/prisma/generated/client";
import { downloadConnector } from "./download-connector";
import { hostedConnector } from "./hosted-connector";
import { readImage } from "./image-bytes";
import type { DestinationKind } from "./schema";

/** The connector of a destination, with its credentials opened and its calls guarded. */
export function connectorFor(destination: Destination): Connector {
  const { ownerWorkspaceId: workspaceId } = destination;
  const kind = destination.kind as DestinationKind;
  if (kind === "hosted") return hostedConnector(workspaceId);
  if (kind === "download") return downloadConnector(workspaceId);
  return createConnector(
    kind,
    {
      url: destination.url ?? "",
      credentials: credentialsOf(destination),
      options: destination.options as Record<string, string | number | boolean>,
    },
    {
      fetch: guardedFetch(workspaceId, kind === "webhook" ? "webhook" : "cms-publish"),
      now: () => clock.now(),
      readImage: (id) => readImage(workspaceId, id),
    },
  );
}

/** Where a destination's credentials belong: a sealed value opens for this row only. */
export function credentialsContext(workspaceId: string, destinationId: string): string {
  return `destination:${workspaceId}:${destinationId}`;
}

function credentialsOf(destination: Destination): Record<string, string> {
  if (destination.credentialsSealed === null) return {};
  const context = credentialsContext(destination.ownerWorkspaceId, destination.id);
  return JSON.parse(open(destination.credentialsSealed, context, env().ENCRYPTION_KEYS)) as Record<
    string,
    string
  >;
}

function guardedFetch(workspaceId: string, purpose: "cms-publish" | "webhook"): ConnectorFetch {
  return async (url, init) => {
    try {
      return await safeFetch(url, { purpose, workspaceId, ...init });
    } catch (error) {
      const failure = describeOutboundFailure(error);
      if (failure === null || !(error instanceof SafenetError)) throw error;
      throw new ConnectorFetchError(sendingOf(error), failure.message, error);
    }
  };
}

/** Whether the destination may have got the request: only then is a second sending dangerous. */
function sendingOf(error: SafenetError): "refused" | "not_sent" | "no_answer" {
  if (error.kind === "refused") return "refused";
  return error.sent ? "no_answer" : "not_sent";
}
