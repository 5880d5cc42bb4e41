import { LoaderCircle } from "lucide-react";
import type { ComponentProps, JSX, ReactNode } from "react";
import { type ButtonSize, type ButtonTone, buttonClass } from "./button-class";

export interface ButtonProps extends Omit<ComponentProps<"button">, "className" | "style"> {
  /** One `primary` a page; `danger` only inside a confirmation. */
  tone?: ButtonTone;
  size?: ButtonSize;
  icon?: ReactNode;
  /** The work behind the button is under way: it can't be pressed again, and says so. */
  pending?: boolean;
}

/** A button. Its text is a verb: what will happen when it is pressed. */
export function Button(props: Readonly<ButtonProps>): JSX.Element {
  const { tone = "secondary", size = "md", icon, pending = false, children, ...rest } = props;
  return (
    <button
      type="button"
      {...rest}
      disabled={pending || rest.disabled === true}
      aria-busy={pending ? true : undefined}
      className={buttonClass(tone, size)}
    >
      {pending ? <LoaderCircle className="animate-spin" aria-hidden /> : icon}
      {children}
    </button>
  );
}
