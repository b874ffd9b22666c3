import type { Case } from '../contract/case.ts'
import { faces } from '../contract/compiled/faces.ts'
import type { Edition } from '../contract/compiled/types.ts'
import { Fault } from '../fault.ts'
import { toCurlSnippet } from '../report/snippets/curl.ts'
import { toFetchSnippet } from '../report/snippets/fetch.ts'
import { toPlaywrightSnippet } from '../report/snippets/playwright.ts'
import { toPowershellSnippet } from '../report/snippets/powershell.ts'
import { toPythonSnippet } from '../report/snippets/python.ts'
import type { SnippetRequest, ToSnippet } from '../report/snippets/snippet.ts'
import { limitsOf } from '../verify/limit-needs.ts'
import { faceOf } from '../verify/plan.ts'
import type { FaceOf } from '../verify/safety.ts'
import { documentedOutcomes, toCase, toDocumented, type DocumentedOutcome } from './case-word.ts'
import type { Command, Input, Io } from './command.ts'
import { atMost } from './control-options.ts'
import { exitCode } from './exit-code.ts'
import { preparation } from './shown-preparation.ts'
import { openValues, shownRequests, variablesOf, type OpenValue } from './shown-requests.ts'
import { markedEnvironment, stageOnMock, stageOnTarget } from './shown-stage.ts'
import { editionOption, toEdition, unknownWord } from './shared-options.ts'
import { loadTarget, type TargetFile } from './target-file.ts'
import { toTargetUrl } from './target-url.ts'

const PROGRAMS: Readonly<Record<string, ToSnippet>> = {
  curl: toCurlSnippet,
  powershell: toPowershellSnippet,
  fetch: toFetchSnippet,
  python: toPythonSnippet,
}
const LANGUAGES = [...Object.keys(PROGRAMS), 'playwright']

/** Prints what provokes a documented answer, in a language to paste it into. */
export const show: Command = {
  name: 'show',
  operands: '<operation>/<outcome>[:<case>]',
  summary: `Prints what provokes a documented answer, on a mock or on a target; the operation may be left out where one alone has the outcome.
As playwright, a route that answers so, in a test without any server.`,
  options: [
    { name: 'as', kind: 'text', value: '<language>', help: `${LANGUAGES.join(', ')}; curl by default` },
    { name: 'list', kind: 'flag', help: 'list the cases of the outcome, or of all' },
    editionOption,
    { name: 'url', kind: 'text', value: '<url>', help: 'the mock; http://127.0.0.1:4010 by default' },
    { name: 'target', kind: 'text', value: '<file>', help: 'a target file: its URL, its variables, its ids' },
  ],
  examples: [
    'greenroom show room-locked',
    'greenroom show joinVideoConference/rate-limited --as python',
    'greenroom show room-full --as playwright',
    'greenroom show joinLivechatRoom/not-logged-in --list',
    'greenroom show no-access --target contract-tests/targets/staging.yaml',
  ],
  async run(input, io) {
    atMost(input, 1, 'greenroom show takes one outcome.')
    const target = await targetOf(input)
    const edition = toEdition(input.text('edition') ?? target?.target.edition)
    const [word] = input.operands
    if (input.flag('list'))
      return list(word === undefined ? documentedOutcomes(edition) : [toDocumented(word, edition)], io)
    if (word === undefined) throw new Fault('greenroom show takes an outcome', 'greenroom outcomes lists them.')
    const text = await shown(toCase(word, edition), { input, io, edition, target })
    io.out(`${text}\n`)
    return exitCode.held
  },
}

interface Context {
  readonly input: Input
  readonly io: Io
  readonly edition: Edition
  readonly target: TargetFile | null
}

/** A target file, read without any secret: each variable stays a variable. */
async function targetOf(input: Input): Promise<TargetFile | null> {
  const file = input.text('target')
  if (file === undefined) return null
  if (input.text('url') !== undefined) throw new Fault('--url and --target both say where', 'Leave --url out.')
  return loadTarget(file, { env: markedEnvironment, random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)) })
}

async function shown(documented: DocumentedOutcome & { readonly found: Case }, context: Context): Promise<string> {
  const language = context.input.text('as') ?? 'curl'
  if (!LANGUAGES.includes(language)) throw unknownWord('language', language, LANGUAGES)
  if (language === 'playwright') return toPlaywrightSnippet(documented.face, documented.outcome)
  const { requests, baseUrl, open, remarks } = await calls(documented, context)
  for (const remark of remarks) context.io.error(`${remark}\n`)
  const first = context.target ? [] : preparation(open, language, baseUrl)
  return [...first, PROGRAMS[language]?.(requests, { baseUrl }) ?? ''].join('\n')
}

interface Calls {
  readonly requests: readonly SnippetRequest[]
  readonly baseUrl: string
  /** Values that the snippet takes from variables. */
  readonly open: readonly OpenValue[]
  /** What a reader would stumble over; said apart from the snippet, so that it can be piped. */
  readonly remarks: readonly string[]
}

async function calls(
  { face, found }: DocumentedOutcome & { readonly found: Case },
  { input, edition, target }: Context,
): Promise<Calls> {
  const find: FaceOf = (operation) => faceOf(faces[edition], operation)
  const { stage, lacks } = target
    ? await stageOnTarget(found, find, target)
    : stageOnMock(found, toTargetUrl(input.text('url') ?? 'http://127.0.0.1:4010', '--url'))
  const limit = limitsOf(faces[edition], target?.target.limits ?? {}).get(face.operation)?.requests ?? 0
  const scope = target ? { scope: target.target.scope } : {}
  const requests = shownRequests(found, { stage, faceOf: find, limit, ...scope })
  const variables = variablesOf(requests)
  const open = openValues(found).filter(({ variable }) => variables.has(variable))
  const remarks = [
    ...(target && lacks !== null ? open.map(({ variable }) => `${lacks}; or set ${variable}`) : []),
    ...(target || edition === 'current'
      ? []
      : [`This takes a mock of that edition: greenroom serve --edition ${edition}`]),
    ...(requests.length === 1
      ? []
      : [`Call ${found.before.length + 1} of ${requests.length} is the one that it is about.`]),
  ]
  return { requests, baseUrl: stage.baseUrl, open, remarks }
}

function list(outcomes: readonly DocumentedOutcome[], io: Io): number {
  const rows = outcomes.flatMap(({ cases }) => cases.map((each) => [each.id, about(each)] as const))
  const width = Math.max(...rows.map(([id]) => id.length))
  io.out(rows.map(([id, says]) => `${id.padEnd(width)}  ${says}\n`).join(''))
  return exitCode.held
}

/** `as guest, meeting-room: [locked]` */
const about = ({ as, given }: Case): string =>
  [`as ${as}`, ...Object.entries(given).map(([subject, facts]) => `${subject}: [${facts.join(', ')}]`)].join(', ')
