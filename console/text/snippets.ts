import type { FaceInfo, JournalEntry, MockInfo, WorldInfo } from '../../src/contract/compiled/types.ts'
import { toCurlSnippet } from '../../src/report/snippets/curl.ts'
import { toFetchSnippet } from '../../src/report/snippets/fetch.ts'
import { toPlaywrightSnippet } from '../../src/report/snippets/playwright.ts'
import { toPowershellSnippet } from '../../src/report/snippets/powershell.ts'
import { toPythonSnippet } from '../../src/report/snippets/python.ts'
import type { SnippetRequest } from '../../src/report/snippets/snippet.ts'
import { toSocketSnippet } from '../../src/report/snippets/socket.ts'
import { isObject, parseJson } from '../../src/json.ts'
import { isOnSocket } from '../state/filter.ts'
import { baseUrlOf, credentialsOf, identityOf, toReplay } from './replay.ts'
import { caseText, stepText } from './yaml.ts'

/** A program or file that repeats a call. */
export interface Snippet {
  readonly name: string
  readonly text: string
}

/** Where a call was made. */
export interface Place {
  readonly mock: MockInfo | null
  readonly world: WorldInfo | null
  readonly faces: readonly FaceInfo[]
}

const LANGUAGES = [
  ['curl', toCurlSnippet],
  ['PowerShell', toPowershellSnippet],
  ['fetch', toFetchSnippet],
  ['Python', toPythonSnippet],
] as const

/** Programs that make an HTTP request. */
export const requestSnippets = (request: SnippetRequest, mock: MockInfo | null): Snippet[] =>
  LANGUAGES.map(([name, write]) => ({ name, text: write([request], { baseUrl: baseUrlOf(mock) }) }))

/** Everything that repeats a call: programs, a route for a test, a step of a scenario, a case. */
export function snippetsOf(entry: JournalEntry, place: Place): Snippet[] {
  const face = place.faces.find(
    ({ operation, way }) => operation === entry.operation && (way === 'socket') === isOnSocket(entry.method),
  )
  const programs = isOnSocket(entry.method)
    ? [{ name: 'Socket.IO', text: socketText(entry, place) }]
    : requestSnippets(toReplay(entry, place.world), place.mock)
  const parts = { entry, face, as: identityOf(entry, place.world) }
  return [...programs, ...routes(entry, face), ...stepText(parts), ...caseText(parts)]
}

function routes({ outcome, response, status }: JournalEntry, face: FaceInfo | undefined): Snippet[] {
  if (!face?.method || face.path === null || outcome === null || status === null) return []
  const { method, path } = face
  if (!isMethod(method)) return []
  const answer = { status, mediaType: 'application/json', example: response.body }
  return [{ name: 'Playwright', text: toPlaywrightSnippet({ method, path }, answer) }]
}

const isMethod = (method: string): method is 'GET' | 'POST' => method === 'GET' || method === 'POST'

function socketText(entry: JournalEntry, { mock, world }: Place): string {
  const token = credentialsOf(entry, world)['Authorization']?.replace(/^bearer /i, '')
  const payload = parseJson(entry.request.body)
  const isEvent = entry.method === 'EVENT'
  const call = {
    on: entry.caller ?? 'guest',
    variable: 'socket',
    opens: { auth: token === undefined ? {} : { token }, headers: {} },
    cuts: [],
    waitMs: 0,
    event: isEvent ? entry.target : null,
    args: isObject(payload) ? [payload] : [],
    ack: true,
    request: null,
  }
  const baseUrl = baseUrlOf(mock)
  const url = entry.world === 'default' ? baseUrl : `${baseUrl}/~${entry.world}`
  return toSocketSnippet([call], { url, baseUrl, path: null, transports: null, textOf: (text) => text })
}
