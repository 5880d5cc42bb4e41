import "./globals.css";
import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { connection } from "next/server";
import type { JSX, ReactNode } from "react";
import { fontClassNames } from "./_ui/fonts";
import { THEME_COOKIE, themeAttribute, themeOf } from "./_ui/theme";

export const metadata: Metadata = {
  title: { default: "AutoInk", template: "%s · AutoInk" },
  description: "From an approved brief to a published page, with its sources and a receipt.",
};

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

export default async function RootLayout({
  children,
}: Readonly<{ children: ReactNode }>): Promise<JSX.Element> {
  await connection(); // Every page carries the nonce of its own response: none is made ahead.
  const theme = themeOf((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <html lang="en" className={fontClassNames} data-theme={themeAttribute(theme)}>
      <body>{children}</body>
    </html>
  );
}
