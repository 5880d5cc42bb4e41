import { generateKeyPairSync } from "node:crypto";
import { jwtVerify } from "jose";
import { jsonObject, type PeerReply } from "@/test/peers/cms/peer-server";
import {
  type BillBook,
  type BillPeer,
  type BillPeerOptions,
  json,
  startBillPeer,
  toldDays,
} from "./bill-peer";

// BigQuery's jobs.query and jobs.getQueryResults: https://cloud.google.com/bigquery/docs/reference/rest/v2/jobs/query

const KEYS = generateKeyPairSync("rsa", { modulusLength: 2048 });
export const GOOGLE_ACCOUNT = {
  clientEmail: "billing@peer-project.iam.gserviceaccount.com",
  privateKeyId: "0123456789abcdef0123456789abcdef01234567",
  privateKey: KEYS.privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
  table: "peer-project.billing.gcp_billing_export_v1_01ABCD_234567_89EFAB",
};
const PROJECT = "/projects/peer-project/queries";

interface Period {
  readonly from: Date;
  readonly until: Date;
}

export interface GooglePeer extends BillPeer {
  /** How often it is still at work when it is asked. */
  pending: number;
  isTooLong: boolean;
}

export async function startGoogleBills(options: BillPeerOptions = {}): Promise<GooglePeer> {
  const { now = () => new Date() } = options;
  let asked: Period | null = null;
  const peer: GooglePeer = Object.assign(
    await startBillPeer(async ({ method, headers, url, body }, book) => {
      if (!(await isTokenValid(headers.authorization ?? "", now())))
        return failure(401, "Request had invalid authentication credentials.");
      if (method === "POST" && url.pathname === PROJECT) asked = periodOf(body);
      else if (url.pathname !== `${PROJECT}/job_peer`) return failure(404, "Not found: Job");
      if (asked === null) return failure(400, "The query is not the one that is expected.");
      return queryAnswer(peer, book, asked);
    }, options),
    { pending: 0, isTooLong: false },
  );
  return peer;
}

function queryAnswer(peer: GooglePeer, book: BillBook, asked: Period): PeerReply {
  const jobReference = { projectId: "peer-project", jobId: "job_peer", location: "EU" };
  const common = { kind: "bigquery#queryResponse", jobReference };
  if (peer.pending > 0) {
    peer.pending -= 1;
    return json({ ...common, jobComplete: false });
  }
  const rows = rowsOf(book, asked);
  const more = peer.isTooLong ? { pageToken: "BFXQ" } : {};
  return json({ ...common, jobComplete: true, totalRows: String(rows.length), rows, ...more });
}

/** The export has no row for a day on which nothing was used. */
function rowsOf(book: BillBook, { from, until }: Period): object[] {
  return toldDays(book, from, until)
    .filter((day) => book.spent.has(day))
    .map((day) => ({
      f: [{ v: day }, { v: book.currency }, { v: (book.spent.get(day) ?? [])[0] ?? "0" }],
    }));
}

async function isTokenValid(authorization: string, now: Date): Promise<boolean> {
  try {
    const { payload, protectedHeader } = await jwtVerify(
      authorization.replace(/^Bearer /, ""),
      KEYS.publicKey,
      { algorithms: ["RS256"], audience: "https://bigquery.googleapis.com/", currentDate: now },
    );
    const { clientEmail, privateKeyId } = GOOGLE_ACCOUNT;
    return (
      payload.iss === clientEmail &&
      payload.sub === clientEmail &&
      protectedHeader.kid === privateKeyId
    );
  } catch {
    return false;
  }
}

function periodOf(body: string): Period | null {
  const request = jsonObject(body) as {
    query?: string;
    useLegacySql?: boolean;
    queryParameters?: { name: string; parameterValue: { value: string } }[];
  };
  const value = (name: string): string =>
    request.queryParameters?.find((one) => one.name === name)?.parameterValue.value ?? "";
  const isExpected =
    request.useLegacySql === false &&
    (request.query ?? "").includes(`FROM \`${GOOGLE_ACCOUNT.table}\``) &&
    value("service") === "Gemini API";
  return isExpected
    ? { from: new Date(value("from_day")), until: new Date(value("until_day")) }
    : null;
}

const failure = (code: number, message: string) =>
  json(
    { error: { code, message, errors: [{ message, reason: "invalid" }], status: "FAILED" } },
    code,
  );
