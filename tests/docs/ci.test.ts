import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { loadDeviations } from '../../src/targets/deviations-file.ts'
import { exitCode } from '../../src/cli/exit-code.ts'
import { loadTarget } from '../../src/targets/target-file.ts'
import { verifyOptions } from '../../src/cli/verify/options.ts'
import { cases } from '../../src/contract/compiled/cases.js'
import { isObject } from '../../src/json.ts'
import { workflowErrors as errorsOfWorkflow } from '../support/ci/github-schema.ts'

const page = readFileSync('docs/ci.md', 'utf8')

/** The files that the page shows, by their names. */
const files = new Map(
  [...page.matchAll(/^`([^`\n]+)`\n\n```yaml\n([\s\S]*?)^```$/gm)].map(([, name = '', text = '']) => [name, text]),
)
const fileOf = (name: string): string => {
  const text = files.get(name)
  if (text === undefined) throw new Error(`docs/ci.md shows no ${name}`)
  return text
}

const WORKFLOW = '.github/workflows/contract.yml'
const PIPELINE = '.gitlab-ci.yml'
const TARGET = 'contract-tests/targets/staging.yaml'
const DEVIATIONS = 'contract-tests/targets/staging.deviations.yaml'

async function inFile<Result>(text: string, use: (file: string, folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-ci-'))
  const file = join(folder, PIPELINE)
  await writeFile(file, text, { mode: 0o600 })
  try {
    return await use(file, folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

const workflowErrors = (content: string): Promise<string[]> => errorsOfWorkflow(WORKFLOW, content)

/** What is wrong with a pipeline by GitLab's schema, as gitlab-ci-local holds it against it; empty: nothing. */
const pipelineErrors = (text: string): Promise<string> =>
  inFile(text, async (_, folder) => {
    const reader = resolve('node_modules/gitlab-ci-local/dist/index.js')
    const said = await new Promise<string>((done) => {
      execFile(process.execPath, [reader, '--list'], { cwd: folder }, (_error, out, error) => done(out + error))
    })
    if (said.includes('json schema validated')) return ''
    return said
  })

describe('the workflow for GitHub Actions', () => {
  it('is one by GitHub’s schema', async () => {
    expect(await workflowErrors(fileOf(WORKFLOW))).toEqual([])
  })

  it.each([
    ['permissions:', 'permisions:'],
    ['runs-on: ubuntu-latest', 'runs_on: ubuntu-latest'],
    ["if: github.event_name == 'push'", 'if: event == push'],
    ["cron: '17 3 * * *'", "cron: '17 30 * * *'"],
  ])('would not be one with %s as %s', async (right, wrong) => {
    expect(fileOf(WORKFLOW)).toContain(right)
    expect(await workflowErrors(fileOf(WORKFLOW).replace(right, wrong))).not.toEqual([])
  })

  it('may read the repository and nothing else, and uses actions by the hashes of commits, the same as our own action', () => {
    const workflow = load(fileOf(WORKFLOW))
    expect(isObject(workflow) && workflow['permissions']).toEqual({ contents: 'read' })
    const used = [...page.matchAll(/uses: (actions\/.*)/g)].map(([, name = '']) => name)
    expect(used.filter((name) => !/^actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(name))).toEqual([])
    expect(new Set(used).size).toBe(3)
    expect(readFileSync('action.yml', 'utf8')).toContain(
      used.find((name) => name.startsWith('actions/upload-artifact')),
    )
  })

  it('runs the mock on a push, and the server at night, and keeps the reports of a failure', () => {
    expect(load(fileOf(WORKFLOW))).toMatchObject({
      on: { push: null, schedule: [{ cron: expect.any(String) }] },
      jobs: {
        mock: { if: "github.event_name == 'push'", steps: expect.arrayContaining([upload('contract-mock')]) },
        staging: { if: "github.event_name != 'push'", steps: expect.arrayContaining([upload('contract-staging')]) },
      },
    })
  })

  it('hands on every variable that the target file names', () => {
    const named = [...fileOf(TARGET).matchAll(/env: (\w+)/g)].map(([, name = '']) => name)
    const given = [...fileOf(WORKFLOW).matchAll(/^ +(\w+): \$\{\{ secrets\.(\w+) \}\}$/gm)].map(([, name, secret]) => {
      expect(secret).toBe(name)
      return name
    })
    expect(named).not.toEqual([])
    expect(new Set(given)).toEqual(new Set(named))
  })
})

const upload = (name: string): object =>
  expect.objectContaining({
    uses: expect.stringMatching(/^actions\/upload-artifact@/),
    if: 'always()',
    with: { name, path: 'report.*' },
  })

describe('the pipeline for GitLab', () => {
  it('is one by GitLab’s schema', async () => {
    expect(await pipelineErrors(fileOf(PIPELINE))).toBe('')
  })

  /** Says what is wrong with it once a right place of it is wrong. */
  async function errorsWith(right: string, wrong: string): Promise<string> {
    expect(fileOf(PIPELINE)).toContain(right)
    return pipelineErrors(fileOf(PIPELINE).replace(right, wrong))
  }

  it('would not be one with a misspelt word', async () => {
    expect(await errorsWith('when: always', 'wen: always')).toContain('Invalid .gitlab-ci.yml')
  })

  it.each([
    ['exit_codes: [3]', 'exit_codes: [three]'],
    ['expire_in: 30 days', 'expire_in: [30]'],
  ])('would not be one with %s as %s', { tags: ['full'] }, async (right, wrong) => {
    expect(await errorsWith(right, wrong)).toContain('Invalid .gitlab-ci.yml')
  })
})

describe('the files that the page shows', () => {
  it('are a target as greenroom reads it, that needs only its variables', async () => {
    const named = [...fileOf(TARGET).matchAll(/env: (\w+)/g)].map(([, name = '']) => [name, 'set'])
    const surroundings = { env: Object.fromEntries(named), random: (bytes: number) => new Uint8Array(bytes) }
    const { target, situations } = await inFile(fileOf(TARGET), (file) => loadTarget(file, surroundings))
    expect(target).toMatchObject({ url: 'https://chat.example.org', edition: 'current' })
    expect(Object.keys(target.identities)).toEqual(expect.arrayContaining(['agent', 'manager']))
    expect(situations).toHaveLength(2)
  })

  it('are deviations as greenroom reads them', async () => {
    const ids = cases.map(({ id }) => id)
    const [deviation] = await inFile(fileOf(DEVIATIONS), (file) => loadDeviations(file, ids))
    expect(deviation).toMatchObject({
      case: 'joinLivechatRoom/no-access',
      findings: [
        { check: 'status', found: 400 },
        { check: 'body', at: '/error', found: 'error-not-allowed' },
      ],
      until: '2027-06-30',
    })
  })
})

describe('docs/ci.md', () => {
  it('names no option that verify does not have', () => {
    const commands = [...page.matchAll(/npx greenroom verify[^\n]*(?:\n +--[^\n]*)*/g)].map(([command]) => command)
    expect(commands).toHaveLength(4)
    const used = commands.flatMap((command) => [...command.matchAll(/--([\w-]+)/g)].map(([, name = '']) => name))
    const inText = [...page.matchAll(/`--([\w-]+)/g)].map(([, name = '']) => name).filter((name) => name !== 'as')
    const known = new Set(verifyOptions.map(({ name }) => name))
    expect([...used, ...inText].filter((name) => !known.has(name) && name !== 'save-dev')).toEqual([])
  })

  it('has a row for every exit code of verify', () => {
    const rows = [...page.matchAll(/^\| (\d+) \| /gm)].map(([, code]) => Number(code))
    const { fault: _fault, ...codes } = exitCode
    expect(rows).toEqual(Object.values(codes))
  })

  it('links to files and headings that there are', () => {
    const headings = [...page.matchAll(/^#+ (.*)$/gm)].map(([, text = '']) => text.toLowerCase().replaceAll(' ', '-'))
    const links = [...page.matchAll(/\]\(([^)]+)\)/g)]
      .map(([, link = '']) => link)
      .filter((link) => !link.startsWith('https:'))
    expect(links.length).toBeGreaterThan(1)
    for (const link of links)
      if (link.startsWith('#')) expect(headings).toContain(link.slice(1))
      else expect(existsSync(join('docs', link)), link).toBe(true)
  })
})
