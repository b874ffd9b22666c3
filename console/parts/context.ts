import { createContext, type Context } from 'preact'
import { useContext } from 'preact/hooks'
import type { Session } from '../state/session.ts'

/** Gives the session to every view. */
export const SessionContext: Context<Session | null> = createContext<Session | null>(null)

/** The session of the page. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (session === null) throw new Error('this part stands outside of the console')
  return session
}
