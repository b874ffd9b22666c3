import { piecesOf, type Text } from '../../contract/model/curl.ts'
import { expression, operand, type Notation, type SnippetOptions, type SnippetRequest } from './snippet.ts'

/** Lines for PowerShell 7; each prints the status and body of an answer. */
export const toPowershellSnippet = (requests: readonly SnippetRequest[], options: SnippetOptions): string =>
  requests.flatMap((request) => [...waiting(request), repeated(request, callLine(request, options))]).join('\n')

// Without -SkipHttpErrorCheck, a documented error would throw; a redirect would receive the token.
function callLine({ method, target, headers, body }: SnippetRequest, { baseUrl }: SnippetOptions): string {
  const entries = Object.entries(headers).map(([name, value]) => `${literal(name)} = ${expression(value, POWERSHELL)}`)
  return [
    `Invoke-WebRequest -Uri ${operand([baseUrl, ...piecesOf(target)], POWERSHELL)} -Method ${method}`,
    ...(entries.length === 0 ? [] : [`-Headers @{ ${entries.join('; ')} }`]),
    ...(body === null ? [] : [`-Body ${bodyArgument(body)}`]),
    '-SkipHttpErrorCheck -SkipHeaderValidation -MaximumRedirection 0 | ForEach-Object { $_.StatusCode; $_.Content }',
  ].join(' ')
}

// PowerShell before 7.4 sends strings as ISO 8859-1.
const bodyArgument = (body: Text): string =>
  isAscii(body) ? operand(body, POWERSHELL) : `([Text.Encoding]::UTF8.GetBytes(${expression(body, POWERSHELL)}))`

const isAscii = (text: Text): boolean =>
  piecesOf(text).every((piece) => typeof piece !== 'string' || /^[\0-\x7f]*$/.test(piece))

/** A string in single quotes. Only quotes need escaping there, including typographic ones. */
const literal = (text: string): string => `'${text.replaceAll(/['\u2018-\u201b]/g, '$&$&')}'`

const repeated = ({ times = 1 }: SnippetRequest, line: string): string =>
  times === 1 ? line : `1..${times} | ForEach-Object { ${line} }`

const waiting = ({ waitMs = 0 }: SnippetRequest): string[] =>
  waitMs === 0 ? [] : [`Start-Sleep -Milliseconds ${waitMs}`]

const POWERSHELL: Notation = {
  literal,
  variable: (name) => `$env:${name}`,
  repeated: (text, times) => `${literal(text)} * ${times}`,
}
