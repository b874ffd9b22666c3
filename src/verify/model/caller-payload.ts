import { isObject } from '../../json.ts'
import type { Target } from './target.ts'

/** A payload in the target's names, with the members that identify its caller. The payload's own members take precedence. */
export const withCaller = (theirs: unknown, role: string, { payloads }: Pick<Target, 'payloads'>): unknown =>
  isObject(theirs) ? { ...payloads[role], ...theirs } : theirs
