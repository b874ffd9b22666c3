import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { load } from 'js-yaml'
import { isObject } from '../../../src/json.ts'
import { byHand } from '../example-project.ts'
import { interpolated, isMet, type Contexts } from './expression.ts'

/** A step of a composite action, as its file has it. */
interface ActionStep {
  readonly id?: string
  readonly if?: string
  readonly run?: string
  readonly uses?: string
  readonly 'working-directory'?: string
  readonly env?: Readonly<Record<string, string>>
  readonly with?: Readonly<Record<string, string | number | boolean>>
}

/** What an action has done. */
export interface RanAction {
  /** Of the first step that failed; 0: none has. */
  readonly code: number
  readonly outputs: Readonly<Record<string, string>>
  /** What its steps printed, one after another. */
  readonly log: string
  /** The summary of the job. */
  readonly summary: string
  /** The steps that use other actions, which are not run: their names and inputs. */
  readonly used: readonly { readonly uses: string; readonly with: Readonly<Record<string, string>> }[]
}

/** A place in which actions run as on a runner: a workspace, a folder for temporary files, and variables of its own. */
export interface Runner extends AsyncDisposable {
  readonly workspace: string
  readonly temp: string
  /** The folder in which run files of servers lie. */
  readonly runtime: string
  /** Runs the action of this checkout, with further variables such as secrets. */
  readonly action: (inputs: Variables, env?: Variables) => Promise<RanAction>
}

/** Texts by their names. */
type Variables = Readonly<Record<string, string | undefined>>

/** An empty one. */
export async function createRunner(): Promise<Runner> {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-runner-'))
  const [workspace, temp, runtime] = [join(folder, 'work'), join(folder, 'temp'), join(folder, 'run')]
  for (const each of [workspace, temp, runtime]) await mkdir(each)
  return {
    workspace,
    temp,
    runtime,
    action: (inputs, env = {}) => runAction({ workspace, temp, runtime, env }, inputs),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

type Place = Pick<Runner, 'workspace' | 'temp' | 'runtime'> & { readonly env: Variables }

async function runAction(place: Place, given: Variables): Promise<RanAction> {
  const { inputs: declared, outputs: promised, steps } = await actionFile()
  const inputs = Object.fromEntries([
    ...declared,
    ...Object.entries(given).map(([name, text]) => [name, text ?? ''] as const),
  ])
  const done: Record<string, { readonly outputs: Readonly<Record<string, string>> }> = {}
  const files = { output: join(place.temp, 'output'), summary: join(place.temp, 'summary') }
  await writeFile(files.summary, '')
  const used: RanAction['used'][number][] = []
  let [code, log] = [0, '']
  for (const step of steps) {
    const contexts: Contexts = { inputs, steps: done }
    if (!isMet(step.if, contexts, code !== 0)) continue
    if (step.uses !== undefined) {
      used.push({ uses: step.uses, with: valuesOf(step.with, contexts) })
      continue
    }
    await writeFile(files.output, '')
    const ran = await runStep(step, contexts, place, files)
    if (step.id !== undefined) done[step.id] = { outputs: outputsIn(await readFile(files.output, 'utf8')) }
    code ||= ran.code
    log += ran.log
  }
  const outputs = valuesOf(Object.fromEntries(promised), { inputs, steps: done })
  return { code, log, outputs, summary: await readFile(files.summary, 'utf8'), used }
}

const valuesOf = (texts: ActionStep['with'] = {}, contexts: Contexts): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, interpolated(String(text), contexts)]))

async function runStep(
  step: ActionStep,
  contexts: Contexts,
  { workspace, temp, runtime, env }: Place,
  files: { readonly output: string; readonly summary: string },
): Promise<{ readonly code: number; readonly log: string }> {
  const script = join(temp, 'script.sh')
  await writeFile(script, interpolated(step.run ?? '', contexts))
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
    cwd: resolve(workspace, interpolated(step['working-directory'] ?? '.', contexts)),
    env: {
      ...byHand(runtime),
      ...env,
      GITHUB_ACTIONS: 'true',
      CI: 'true',
      RUNNER_TEMP: temp,
      GITHUB_WORKSPACE: workspace,
      GITHUB_OUTPUT: files.output,
      GITHUB_STEP_SUMMARY: files.summary,
      ...valuesOf(step.env, contexts),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (piece: string) => (log += piece))
  const [code] = await once(child, 'close')
  return { code: Number(code), log }
}

/** The outputs in the file of a step: `name=value`, or `name<<delimiter`, lines, and the delimiter. */
function outputsIn(text: string): Record<string, string> {
  const found: Record<string, string> = {}
  const lines = text.split('\n')
  for (let at = 0; at < lines.length; at += 1) {
    const [, name = '', sign, rest = ''] = /^([\w-]+)(=|<<)(.*)$/.exec(lines[at] ?? '') ?? []
    if (sign === '=') found[name] = rest
    if (sign !== '<<') continue
    const end = lines.indexOf(rest, at + 1)
    found[name] = lines.slice(at + 1, end).join('\n')
    at = end
  }
  return found
}

/** The action of this checkout. Its steps keep the form that the published schema asks for. */
export async function actionFile(): Promise<{
  readonly inputs: readonly (readonly [name: string, usual: string])[]
  readonly outputs: readonly (readonly [name: string, value: string])[]
  readonly steps: readonly ActionStep[]
}> {
  const action = load(await readFile('action.yml', 'utf8'))
  const members = (value: unknown): Record<string, unknown> => (isObject(value) ? value : {})
  const pairs = (of: unknown, member: string): (readonly [string, string])[] =>
    Object.entries(members(of)).map(([name, about]) => [name, textOf(members(about)[member])])
  const { inputs, outputs, runs } = members(action)
  const steps = members(runs)['steps']
  return {
    inputs: pairs(inputs, 'default'),
    outputs: pairs(outputs, 'value'),
    steps: Array.isArray(steps) ? steps.filter(isStep) : [],
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const isStep = (value: unknown): value is ActionStep => isObject(value)
