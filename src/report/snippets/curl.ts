import { toCurl } from '../../contract/model/curl.ts'
import type { SnippetOptions, SnippetRequest } from './snippet.ts'

/** Lines for a POSIX shell with curl; each prints the head and body of an answer. */
export const toCurlSnippet = (requests: readonly SnippetRequest[], { baseUrl }: SnippetOptions): string =>
  requests
    .flatMap((request) => [...waiting(request), toCurl(request, { baseUrl, times: request.times ?? 1 })])
    .join('\n')

// Not every `sleep` accepts fractions.
const waiting = ({ waitMs = 0 }: SnippetRequest): string[] =>
  waitMs === 0 ? [] : [`sleep ${Math.ceil(waitMs / 1000)}`]
