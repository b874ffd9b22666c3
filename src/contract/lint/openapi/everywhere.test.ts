import { expect, it } from 'vitest'
import { changed, documentOf, lineOf, STAGES, told } from '../testing/documents.ts'
import { checkOperationIds, everyOperation } from './operation-ids.ts'
import { checkPathParameters } from './path-parameters.ts'
import { checkSecurity } from './security.ts'
import { checkServers } from './servers.ts'

const SERVERS = 'servers: [{ url: "https://{zone}.example.com" }]'
const HOOKED = `${STAGES}webhooks:
  opened:
    post:
      operationId: getStage
      security: [{ nobody: [] }]
      ${SERVERS}
      responses: { '200': { description: ok, links: { next: { operationId: nowhere } } } }
`

it.each([
  ['a path', '    get:\n      operationId', `    ${SERVERS}\n    get:\n      operationId`],
  ['an operation', '      operationId: addStage\n', `      operationId: addStage\n      ${SERVERS}\n`],
])('the servers of %s are judged, too', async (_, from, to) => {
  const text = changed(STAGES, from, to)
  expect(told(checkServers(await documentOf(text)))).toEqual([
    `${lineOf(text, SERVERS)}: the server has no variable zone`,
  ])
})

it('the operations of webhooks are judged as those of paths', async () => {
  const document = await documentOf(HOOKED)
  const at = (piece: string): number => STAGES.split('\n').length - 1 + lineOf(HOOKED.slice(STAGES.length), piece)
  expect(told(checkServers(document))).toEqual([`${at(SERVERS)}: the server has no variable zone`])
  expect(told(checkSecurity(document))).toEqual([`${at('nobody')}: no security scheme is named nobody`])
  expect(told(checkOperationIds(document))).toEqual([
    `${at('operationId: getStage')}: another operation of this document is also named getStage`,
    `${at('nowhere')}: no operation is named nowhere`,
  ])
  expect(everyOperation({ path: [], value: Object(document.value) }).map(({ path }) => path.join(' '))).toEqual([
    'paths /stages/{id} get',
    'paths /stages post',
    'webhooks opened post',
  ])
})

it('an operation whose parameter is a $ref that leads nowhere declares it there', async () => {
  const text = changed(
    STAGES,
    '      - { name: id, in: path, required: true, schema: { type: string } }',
    "      - { $ref: '#/components/parameters/none' }",
  )
  expect(checkPathParameters(await documentOf(text))).toEqual([])
})
