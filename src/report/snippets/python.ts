import { piecesOf } from '../../contract/model/curl.ts'
import {
  expression,
  indented,
  operand,
  singleQuoted,
  type Notation,
  type SnippetOptions,
  type SnippetRequest,
} from './snippet.ts'

/** Python 3 with only the standard library: prints status and body of each answer. */
export const toPythonSnippet = (requests: readonly SnippetRequest[], options: SnippetOptions): string => {
  const lines = requests.flatMap((request) => [...waiting(request), ...repeated(request, callLines(request, options))])
  return [...imports(requests), ...PRELUDE, ...lines].join('\n')
}

// No blank lines in the class: at Python's prompt, one would end it.
const PRELUDE = [
  '',
  'class EveryAnswer(urllib.request.HTTPErrorProcessor):',
  '    """Does not raise for a status, or follow redirects, which would receive the token."""',
  '    def http_response(self, request, response):',
  '        return response',
  '    https_response = http_response',
  '',
  'send = urllib.request.build_opener(EveryAnswer).open',
  '',
]

function callLines({ method, target, headers, body }: SnippetRequest, { baseUrl }: SnippetOptions): string[] {
  const entries = Object.entries(headers).map(([name, value]) => `${singleQuoted(name)}: ${expression(value, PYTHON)},`)
  return [
    'request = urllib.request.Request(',
    `    ${expression([baseUrl, ...piecesOf(target)], PYTHON)},`,
    `    method=${singleQuoted(method)},`,
    ...(entries.length === 0 ? [] : ['    headers={', ...indented(entries, 8), '    },']),
    ...(body === null ? [] : [`    data=${operand(body, PYTHON)}.encode(),`]),
    ')',
    'with send(request) as answer:',
    '    print(answer.status, answer.read().decode())',
  ]
}

function imports(requests: readonly SnippetRequest[]): string[] {
  const os = requests.some(namesVariable) ? ['import os'] : []
  const time = requests.some(({ waitMs = 0 }) => waitMs > 0) ? ['import time'] : []
  return [...os, ...time, 'import urllib.request']
}

const namesVariable = ({ target, headers, body }: SnippetRequest): boolean =>
  [target, body ?? '', ...Object.values(headers)].some((text) =>
    piecesOf(text).some((piece) => typeof piece !== 'string'),
  )

const repeated = ({ times = 1 }: SnippetRequest, lines: readonly string[]): readonly string[] =>
  times === 1 ? lines : [`for call in range(${times}):`, ...indented(lines, 4)]

const waiting = ({ waitMs = 0 }: SnippetRequest): string[] => (waitMs === 0 ? [] : [`time.sleep(${waitMs / 1000})`])

const PYTHON: Notation = {
  literal: singleQuoted,
  variable: (name) => `os.environ['${name}']`,
  repeated: (text, times) => `${singleQuoted(text)} * ${times}`,
}
