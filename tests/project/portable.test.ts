import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { load } from 'js-yaml'
import { isObject } from '../../src/json.ts'
import { loadTarget } from '../../src/targets/target-file.ts'
import { ownFolder } from '../support/folder.ts'
import { runCli } from '../support/run-cli.ts'
import { sourceFiles, textOf } from '../../tools/style/sources.ts'

const manifest: unknown = JSON.parse(readFileSync('package.json', 'utf8'))
const scripts = Object.entries(isObject(manifest) && isObject(manifest['scripts']) ? manifest['scripts'] : {})

describe('on Windows, too,', () => {
  it('every script is a program and its arguments: no shell has to read them', () => {
    expect(scripts.length).toBeGreaterThan(20)
    for (const [name, script] of scripts) expect(String(script), name).toMatch(/^node [\w./-]+(?: [\w./:=-]+)*$/)
  })

  it('a checkout has the line ends that compiled files, hashes and golden files have', () => {
    expect(readFileSync('.gitattributes', 'utf8')).toMatch(/^\* text=auto eol=lf$/m)
  })

  it('no module takes the path of a URL for the path of a file', () => {
    const wrong = sourceFiles.filter((file) => /new URL\([^)]*import\.meta\.url\)\.pathname/.test(textOf(file)))
    expect(wrong).toEqual([])
  })

  it('no module joins the names of folders by hand where it reads files', () => {
    const readers = sourceFiles.filter((file) => /from 'node:fs(?:\/promises)?'/.test(textOf(file)))
    expect(readers.length).toBeGreaterThan(8)
    const wrong = readers.filter((file) => /`\$\{[^}]*(?:folder|dir|cwd\(\))[^}]*\}\//.test(textOf(file)))
    expect(wrong).toEqual([])
  })
})

describe('a file of the user may have the line ends of Windows:', () => {
  const at = ownFolder()
  const withCrlf = async (name: string, text: string): Promise<string> => {
    await writeFile(at(name), text.replaceAll(/\r?\n/g, '\r\n'), { mode: 0o600 })
    return at(name)
  }

  it('a scenario', async () => {
    const file = 'fixtures/scenarios/agent-joins-twice.yaml'
    const [own, ours] = [await withCrlf('own.yaml', readFileSync(file, 'utf8')), 'agent-joins-twice']
    const ran = await Promise.all([own, ours].map((scenario) => runCli(['play', scenario, '--arazzo', '1.1'])))
    expect(ran[0]).toEqual(ran[1])
    expect(ran[0]?.code).toBe(0)
  })

  it('a contract', async () => {
    const file = await withCrlf('rooms.openapi.yaml', readFileSync('specs/meeting-rooms.openapi.yaml', 'utf8'))
    expect(await runCli(['lint', file])).toMatchObject({ code: 0, out: '' })
  })

  it('a target', async () => {
    const text = readFileSync('contract-tests/targets/rocket-chat.yaml', 'utf8')
    const surroundings = { env: {}, random: (bytes: number) => new Uint8Array(bytes) }
    const [own, ours] = await Promise.all(
      [await withCrlf('own.target.yaml', text), 'contract-tests/targets/rocket-chat.yaml'].map((path) =>
        loadTarget(path, surroundings),
      ),
    )
    expect(own?.target.url).toBe(ours?.target.url)
    expect(own?.situations.length).toBe(ours?.situations.length)
  })
})

it.skipIf(!existsSync('.git'))(
  'a clone on a system that prefers other line ends has ours, and nothing to commit',
  { tags: ['full'] },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'greenroom-clone-'))
    const git = (...args: string[]): Promise<{ stdout: string }> => promisify(execFile)('git', args)
    await git('clone', '--quiet', '--depth', '1', '-c', 'core.autocrlf=true', pathToFileURL(resolve('.')).href, folder)
    try {
      const { stdout: ends } = await git('-C', folder, 'ls-files', '--eol')
      expect(ends.split('\n').filter((line) => /w\/(?:crlf|mixed)/.test(line))).toEqual([])
      expect((await git('-C', folder, 'status', '--porcelain')).stdout).toBe('')
    } finally {
      await rm(folder, { recursive: true })
    }
  },
)

describe('the workflow of CI', () => {
  const workflow = load(readFileSync('.github/workflows/ci.yml', 'utf8'))
  it('tests on Linux, macOS and Windows, and starts on the oldest Node', () => {
    expect(workflow).toMatchObject({
      permissions: { contents: 'read' },
      jobs: {
        test: { strategy: { matrix: { os: ['ubuntu-latest', 'macos-latest', 'windows-latest'] } } },
        start: { strategy: { matrix: { os: ['ubuntu-latest', 'macos-latest', 'windows-latest'] } } },
      },
    })
  })
})
