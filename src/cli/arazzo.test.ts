import { load } from 'js-yaml'
import { expect, it } from 'vitest'
import { runCli } from '../../tests/support/run-cli.ts'

const arazzo = async (...args: string[]): Promise<string> => {
  const { code, out, error } = await runCli(['play', ...args])
  expect([code, error]).toEqual([0, ''])
  return out
}

it.each([
  ['1.0', '1.0.1', 'agent-joins-twice'],
  ['1.1', '1.1.0', 'full-house'],
])('greenroom play --arazzo %s prints a scenario as a document of version %s', async (asked, version, name) => {
  const text = await arazzo(name, '--arazzo', asked)
  expect(load(text)).toMatchObject({ arazzo: version, workflows: expect.any(Array) })
  // Its sources are found from where it was printed.
  expect(text).toMatch(/url: \.?\/?specs\/[\w.-]+\.yaml/)
  // Anchors and aliases are not for people, nor are long lines.
  expect(text).not.toMatch(/[&*]ref_/)
})

it('a call of an identity sends the headers that the world made for it', async () => {
  const calls = Object(load(await arazzo('agent-joins-twice', '--arazzo', '1.0'))).workflows[0].steps
  const of = (name: string) => ({ name, in: 'header', value: `$steps.make-world.outputs.agent-${name}` })
  expect(calls).toContainEqual(
    expect.objectContaining({ parameters: expect.arrayContaining([of('X-User-Id'), of('X-Auth-Token')]) }),
  )
})

it.each<[args: readonly string[], error: RegExp]>([
  [['--arazzo', '1.1'], /^--arazzo needs a scenario\n {2}Name one: greenroom play --list lists them\.\n$/],
  [['full-house', '--arazzo', '2.0'], /^there is no version of Arazzo 2\.0\n {2}.*Known: 1\.0, 1\.1\.\n$/],
  [['full-house', '--arazzo', '1.1', '--world', 'qa'], /^--world has no effect with --arazzo\n/],
  [['full-house', '--arazzo', '1.1', '--speed', '2'], /^--speed has no effect with --arazzo\n/],
  [['full-house', '--arazzo', '1.1', '--step'], /^--step has no effect with --arazzo\n/],
  [
    ['full-house', '--arazzo', '1.1', '--json'],
    /^--json has no effect with --arazzo\n {2}Drop it: nothing is played\.\n$/,
  ],
  [['full-house', '--arazzo', '1.1', '--port', '4010'], /^--port has no effect with --arazzo\n/],
  [['full-house', '--arazzo', '1.1', '--control-url', 'http://h'], /^--control-url has no effect with --arazzo\n/],
  [['full-house', '--arazzo', '1.1', '--control-token', 't'], /^--control-token has no effect with --arazzo\n/],
])('greenroom play %j is refused', async (args, error) => {
  expect(await runCli(['play', ...args])).toEqual({ code: 2, out: '', error: expect.stringMatching(error) })
})
