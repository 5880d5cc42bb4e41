import type { MenuEntry } from "@/app/_ui/menu.client";
import type { Principal } from "@/lib/identity";

/** The menu of the person who is signed in. */
export function personEntries({ email, isOperator }: Principal): MenuEntry[] {
  const operator: MenuEntry[] = isOperator
    ? [{ kind: "link", label: "Operator", href: "/operator" }]
    : [];
  return [
    { kind: "heading", label: email },
    { kind: "link", label: "Your account", href: "/account" },
    ...operator,
    {
      kind: "request",
      label: "Sign out",
      request: { method: "DELETE", path: "/auth/session" },
      after: { kind: "navigate", to: "/sign-in" },
    },
  ];
}
