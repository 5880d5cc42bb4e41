import type { JSX, ReactNode } from "react";

/** One column, the name of the product, and the form. */
export default function AuthLayout({ children }: Readonly<{ children: ReactNode }>): JSX.Element {
  return (
    <main className="mx-auto flex min-h-dvh max-w-sm flex-col justify-center px-4 py-12">
      <p className="mb-8 font-serif text-2xl font-semibold tracking-tight">AutoInk</p>
      {children}
    </main>
  );
}
