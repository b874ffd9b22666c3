import { piecesOf } from '../../contract/model/curl.ts'
import { JAVASCRIPT } from './javascript.ts'
import { expression, indented, singleQuoted, type SnippetOptions, type SnippetRequest } from './snippet.ts'

/** JavaScript for a module in Node 18 or newer, or a browser's console: prints status and body of each answer. */
export const toFetchSnippet = (requests: readonly SnippetRequest[], options: SnippetOptions): string =>
  requests.flatMap((request) => [...waiting(request), ...repeated(request, callLines(request, options))]).join('\n')

// Follows no redirects: they would receive the token.
function callLines({ method, target, headers, body }: SnippetRequest, { baseUrl }: SnippetOptions): string[] {
  const members = [
    `method: ${singleQuoted(method)},`,
    ...headerLines(headers),
    ...(body === null ? [] : [`body: ${expression(body, JAVASCRIPT)},`]),
    `redirect: 'manual',`,
  ]
  return [
    `await fetch(${expression([baseUrl, ...piecesOf(target)], JAVASCRIPT)}, {`,
    ...indented(members, 2),
    '}).then(async (answer) => console.log(answer.status, await answer.text()))',
  ]
}

function headerLines(headers: SnippetRequest['headers']): string[] {
  const members = Object.entries(headers).map(
    ([name, value]) => `${singleQuoted(name)}: ${expression(value, JAVASCRIPT)},`,
  )
  return members.length === 0 ? [] : ['headers: {', ...indented(members, 2), '},']
}

const repeated = ({ times = 1 }: SnippetRequest, lines: readonly string[]): readonly string[] =>
  times === 1 ? lines : [`for (let call = 1; call <= ${times}; call++) {`, ...indented(lines, 2), '}']

const waiting = ({ waitMs = 0 }: SnippetRequest): string[] =>
  waitMs === 0 ? [] : [`await new Promise((resolve) => setTimeout(resolve, ${waitMs}))`]
