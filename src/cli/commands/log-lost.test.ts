import { createServer } from 'node:http'
import { expect, it } from 'vitest'
import { listening } from '../../../tests/support/node-server.ts'
import { runCli } from '../../../tests/support/run-cli.ts'

it.each([
  [[], '3 events were lost: this terminal is too slow\n'],
  [['--json'], '{"lost":3}\n'],
])('greenroom log -f %j says how many events were lost', async (args, said) => {
  await using control = await listening(
    createServer(({ url }, response) =>
      response.end(url === '/events' ? 'event: lost\ndata: {"count":3}\n\n' : '{"worlds":[]}'),
    ),
  )
  const ran = await runCli(['log', '-f', '--control-url', control.url, '--control-token', 'x', ...args])
  expect([ran.code, ran.out]).toEqual([0, said])
})
