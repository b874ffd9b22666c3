import { readFileSync } from 'node:fs'
import { load } from 'js-yaml'
import { expect, it } from 'vitest'
import { runCli } from '../support/run-cli.ts'

const text = readFileSync('SKILL.md', 'utf8')

it('the skill has a name, and says when to use it, in the form that agents read', () => {
  const [, head = ''] = /^---\n([\s\S]*?)\n---\n/.exec(text) ?? []
  expect(load(head)).toEqual({ name: 'greenroom', description: expect.stringMatching(/^Use when /) })
  expect(text.split('\n').length).toBeLessThan(100)
})

it('the skill names only commands and options that there are', async () => {
  const commands = [...text.matchAll(/`npx greenroom ([a-z]+)([^`]*)`/g)]
  expect(commands.length).toBeGreaterThan(7)
  for (const [, name = '', rest = ''] of commands) {
    const { out, code } = await runCli([name, '--help'])
    expect(code, name).toBe(0)
    for (const [option] of rest.matchAll(/(?<!\S)--?[a-z][\w-]*/g))
      expect(out, `${name} ${option}`).toMatch(new RegExp(`(?:^|[ ,])${option}\\b`, 'm'))
  }
})
