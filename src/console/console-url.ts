import { readOnlyToken } from '../transport/control-guard.ts'

/** The address of the console. The token is in the fragment, which browsers send to no server. */
export const consoleUrl = (
  { control, token }: { readonly control: string; readonly token: string },
  { isReadOnly }: { readonly isReadOnly: boolean },
): string => `${control}/console/#${isReadOnly ? `readonly=${readOnlyToken(token)}` : `token=${token}`}`
