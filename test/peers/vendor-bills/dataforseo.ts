import { type BillPeer, type BillPeerOptions, startBillPeer } from "./bill-peer";

// DataForSEO's account: https://docs.dataforseo.com/v3/appendix/user_data/

export const DATAFORSEO_LOGIN = "peer@autoink.example";
export const DATAFORSEO_PASSWORD = "peer00000000";

export interface DataForSeoPeer extends BillPeer {
  /** JSON numbers as text. */
  money: { total: string; balance: string };
  /** The vendor's own code, with status 200. */
  code: number;
  accounts: number;
}

export async function startDataForSeoBills(options?: BillPeerOptions): Promise<DataForSeoPeer> {
  const state = { money: { total: "150", balance: "98.7654" }, code: 20_000, accounts: 1 };
  const basic = Buffer.from(`${DATAFORSEO_LOGIN}:${DATAFORSEO_PASSWORD}`).toString("base64");
  const peer: DataForSeoPeer = Object.assign(
    await startBillPeer(({ method, headers, url }) => {
      if (headers.authorization !== `Basic ${basic}`)
        return {
          status: 401,
          body: answer(40_100, "You are not Authorized to Access this Resource."),
        };
      if (method !== "GET" || url.pathname !== "/appendix/user_data")
        return { status: 404, body: answer(40_400, "Not Found.") };
      if (peer.code !== 20_000) return { status: 200, body: answer(peer.code, "It failed.") };
      const { total, balance } = peer.money;
      const account = `{"login":"${DATAFORSEO_LOGIN}","timezone":"Europe/Kyiv","rates":{"limits":{"minute":{"appendix":{"user_data":6}}}},"money":{"total":${total},"balance":${balance},"limits":{"day":{"serp":100}},"statistics":{"day":{"value":"2026-11-28"}}},"price":{},"backlinks_subscription_expiry_date":null}`;
      const accounts = Array.from({ length: peer.accounts }, () => account).join();
      return { status: 200, body: answer(20_000, "Ok.", accounts) };
    }, options),
    state,
  );
  return peer;
}

const answer = (code: number, message: string, accounts?: string): string => {
  const head = `"version":"0.1.20261128","status_code":${code},"status_message":"${message}","time":"0.03 sec.","cost":0`;
  if (accounts === undefined) return `{${head},"tasks_count":0,"tasks_error":0,"tasks":null}`;
  return `{${head},"tasks_count":1,"tasks_error":0,"tasks":[{"id":"11281856-0000-0000-0000-000000000000","status_code":20000,"status_message":"Ok.","time":"0.02 sec.","cost":0,"result_count":1,"path":["v3","appendix","user_data"],"data":{},"result":[${accounts}]}]}`;
};
