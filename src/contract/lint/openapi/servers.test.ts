import { expect, it } from 'vitest'
import { changed, documentOf, lineOf, STAGES, told } from '../testing/documents.ts'
import { checkServers } from './servers.ts'

const SERVER = `  - url: https://{region}.example.com
    variables: { region: { default: eu, enum: [eu, us] } }
`
const withServers = (servers: string): string => changed(STAGES, SERVER, servers)
const found = async (servers: string) => told(checkServers(await documentOf(withServers(servers))))

it('every server is judged, on the line of what is wrong with it', async () => {
  const servers = `  - url: https://example.com
  - url: https://{a}.{b}.example.com/{c}
    variables:
      b: { default: x }
      d: { default: x }
      c:
        enum: [x, y]
        default: z
`
  const at = (piece: string): number => lineOf(withServers(servers), piece)
  expect(await found(servers)).toEqual([
    `${at('url: https://{a}')}: the server has no variable a`,
    `${at('d: {')}: the URL of the server has no {d}`,
    `${at('default: z')}: the default "z" (a text) is not one of the variable's values: x, y`,
  ])
})

it('a missing variable is told on the line of the URL', async () => {
  const servers = '  - description: one\n    url: /{a}\n'
  expect(await found(servers)).toEqual([`${lineOf(withServers(servers), 'url: /{a}')}: the server has no variable a`])
})

it('a variable is one of the server itself, not what objects inherit', async () => {
  expect(await found('  - url: https://{toString}/\n')).toEqual([expect.stringContaining('no variable toString')])
})

it('a URL that is no text has no variables, and a variable without a default none to judge', async () => {
  expect(await found('  - url: 5\n    variables: { a: { default: x } }\n')).toEqual([])
  expect(await found('  - url: /{a}\n    variables: { a: { enum: [x] } }\n')).toEqual([])
  expect(await found('  - url: /{a}\n    variables: { a: { enum: x, default: y } }\n')).toEqual([])
})

it('the servers of a webhook are judged as those of a path', async () => {
  const hooked = `${STAGES}webhooks:
  opened:
    servers: [{ url: '/{zone}' }]
    post: { responses: { '200': { description: ok } } }
`
  expect(told(checkServers(await documentOf(hooked)))).toEqual([
    `${lineOf(hooked, '/{zone}')}: the server has no variable zone`,
  ])
})

it('the servers of a path and of an operation are judged by this check', async () => {
  for (const at of ['    get:\n', '      operationId: addStage\n']) {
    const indent = /^ */.exec(at)?.[0] ?? ''
    const text = changed(STAGES, at, `${indent}servers: [{ url: '/{zone}' }]\n${at}`)
    expect(checkServers(await documentOf(text))).toMatchObject([{ check: 'servers', line: lineOf(text, '/{zone}') }])
  }
})
