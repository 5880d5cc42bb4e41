import { withSystem } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { Email } from "./schema";

/** Makes somebody with an account an operator of the installation. @throws AppError not_found without an account */
export async function appointOperator(email: string): Promise<void> {
  await setOperator(email, true);
}

/** Takes the operator's rights from a person, at once. @throws AppError not_found without an account */
export async function dismissOperator(email: string): Promise<void> {
  await setOperator(email, false);
}

/** The addresses of all operators. */
export async function findOperators(): Promise<readonly string[]> {
  const operators = await withSystem((tx) =>
    tx.user.findMany({
      where: { isOperator: true },
      select: { email: true },
      orderBy: { email: "asc" },
    }),
  );
  return operators.map(({ email }) => email);
}

async function setOperator(email: string, isOperator: boolean): Promise<void> {
  const address = Email.safeParse(email);
  const { count } = address.success
    ? await withSystem((tx) =>
        tx.user.updateMany({ where: { email: address.data }, data: { isOperator } }),
      )
    : { count: 0 };
  if (count === 0) {
    throw new AppError("not_found", { detail: `Nobody has an account with the address ${email}.` });
  }
}
