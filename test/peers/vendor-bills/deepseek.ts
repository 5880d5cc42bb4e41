import { type BillPeer, type BillPeerOptions, json, startBillPeer } from "./bill-peer";

// DeepSeek's balance: https://api-docs.deepseek.com/api/get-user-balance

export const DEEPSEEK_KEY = "sk-peer00000000000000000000000000";

/** What is left, as text with two decimals, by currency. The same currency may stand there twice. */
export interface BalancePeer extends BillPeer {
  balances: (readonly [currency: string, amount: string])[];
}

export async function startDeepSeekBills(options?: BillPeerOptions): Promise<BalancePeer> {
  const balances: BalancePeer["balances"] = [["USD", "110.00"]];
  const peer: BalancePeer = Object.assign(
    await startBillPeer(({ method, headers, url }) => {
      if (headers.authorization !== `Bearer ${DEEPSEEK_KEY}`)
        return failure(401, "Authentication Fails, Your api key is invalid");
      if (method !== "GET" || url.pathname !== "/user/balance") return failure(404, "Not Found");
      return json({
        is_available: true,
        balance_infos: peer.balances.map(([currency, amount]) => ({
          currency,
          total_balance: amount,
          granted_balance: "0.00",
          topped_up_balance: amount,
        })),
      });
    }, options),
    { balances },
  );
  return peer;
}

const failure = (status: number, message: string) =>
  json({ error: { message, type: "authentication_error", param: null, code: null } }, status);
