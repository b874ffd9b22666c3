import { Fault } from '../../fault.ts'
import { toWorldName, WORLD_NAME_RULE } from '../../world/world-name.ts'
import { DEFAULT_WORLD } from '../../world/world-entry.ts'
import type { OpenValue } from './requests.ts'

/** Lines that put a mock on this machine into a situation, and store its values in variables. */
export function preparation(open: readonly OpenValue[], language: string, baseUrl: string): string[] {
  const options = whereOptions(baseUrl)
  return open.map(({ subject, facts, value, variable }) => {
    const command = `npx greenroom set '${subject}: [${facts.join(', ')}]'${options}`
    if (language === 'powershell') return `$env:${variable} = (${command} --json | ConvertFrom-Json).${value}`
    const line = `export ${variable}="$(${command} | sed -n 's/^${value}: //p')"`
    return language === 'curl' ? line : `${COMMENTS[language] ?? '#'} First, in a shell: ${line}`
  })
}

const COMMENTS: Readonly<Record<string, string>> = { fetch: '//', socket: '//', python: '#' }

/** Options with which `set` finds the server and world of a URL. */
function whereOptions(baseUrl: string): string {
  const { port, pathname } = new URL(baseUrl)
  const named = /^\/~([^/]+)/.exec(pathname)?.[1] ?? DEFAULT_WORLD
  const world = toWorldName(named)
  // It becomes part of a shell command.
  if (world === null) throw new Fault(`${named} is not a valid world name`, `Use ${WORLD_NAME_RULE}.`)
  return [
    ...(port === '4010' || port === '' ? [] : [` --port ${port}`]),
    ...(world === DEFAULT_WORLD ? [] : [` --world ${world}`]),
  ].join('')
}
