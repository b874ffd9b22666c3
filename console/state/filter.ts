import type { Line, Placed } from './call-log.ts'

/** Which lines are shown; an empty text restricts nothing. */
export interface Filter {
  /** Anywhere in the call, its cause or its answer, ignoring case. */
  readonly text: string
  /** `403`, or the first digit: `4`. */
  readonly status: string
  readonly outcome: string
  /** `http` or `socket`. */
  readonly way: string
  readonly world: string
}

const SOCKET_METHODS = new Set(['CONNECT', 'EVENT', 'DISCONNECT'])

/** Whether a call came by a socket. */
export const isOnSocket = (method: string): boolean => SOCKET_METHODS.has(method)

/** Whether a filter shows a line. What the control plane changed is shown only if calls are not restricted. */
export function fits(line: Line, { text, status, outcome, way, world }: Filter): boolean {
  if (world !== '' && line.world !== world) return false
  if (line.kind === 'note') return status + outcome + way + text === ''
  const { entry } = line
  return (
    String(entry.status ?? '').startsWith(status) &&
    (outcome === '' || entry.outcome === outcome) &&
    (way === '' || (way === 'socket') === isOnSocket(entry.method)) &&
    (text === '' || searchable(entry).includes(text.toLowerCase()))
  )
}

const searchable = ({ method, target, caller, cause, outcome, request, response }: CallOf<Line>): string =>
  `${method} ${target} ${caller ?? ''} ${cause} ${outcome ?? ''} ${request.body} ${response.body}`.toLowerCase()

type CallOf<Of> = Of extends { readonly entry: infer Entry } ? Entry : never

/** Filters lines, again and again: of a list that has only grown, only the new ones are looked at. */
export function createFiltering(): (lines: readonly Placed[], filter: Filter) => readonly Placed[] {
  let [source, before, found, count]: [readonly Placed[] | null, string, Placed[], number] = [null, '', [], 0]
  return (lines, filter) => {
    const key = JSON.stringify(filter)
    if (lines !== source || key !== before) [source, before, found, count] = [lines, key, [], 0]
    for (const line of lines.slice(count)) if (fits(line, filter)) found.push(line)
    count = lines.length
    return found
  }
}
