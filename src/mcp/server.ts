import type { Greenroom } from '../client/connect.ts'
import { createAgentWorlds } from './agent-worlds.ts'
import { createProtocol, type Protocol, type ProtocolParts } from './protocol.ts'
import { armAnswer } from './tools/arm-answer.ts'
import { listOutcomes } from './tools/list-outcomes.ts'
import { makeSituation } from './tools/make-situation.ts'
import { readJournal } from './tools/read-journal.ts'
import { verifyCase, type PlayCase } from './tools/verify-case.ts'

/** What the tools use. */
export interface McpServerParts extends Omit<ProtocolParts, 'tools' | 'instructions'> {
  readonly greenroom: Pick<Greenroom, 'world' | 'attach' | 'outcomes'>
  readonly play: PlayCase
  /** The target of `play`, in a few words. */
  readonly target: string
  /** A name for a new world, that nobody guesses. */
  readonly nameWorld: () => string
  /** The world of calls that name none; a new one for each by default. */
  readonly world?: string
}

/** An MCP server with the tools of greenroom. */
export interface McpServer extends Protocol {
  /** Drops the worlds that it has made. */
  readonly close: () => Promise<void>
}

/** Nothing is sent to the greenroom before the first call of a tool. */
export function createMcpServer({ greenroom, play, target, nameWorld, world, ...rest }: McpServerParts): McpServer {
  const worlds = createAgentWorlds(greenroom, nameWorld, world)
  const tools = [
    listOutcomes(greenroom),
    makeSituation(worlds),
    armAnswer(worlds),
    readJournal(worlds),
    verifyCase(play, target),
  ]
  return { ...createProtocol({ ...rest, tools, instructions: INSTRUCTIONS }), close: worlds.close }
}

const INSTRUCTIONS = `greenroom is a stateful mock of four room-joining endpoints, over HTTP and Socket.IO. list_outcomes tells what can be answered and why. make_situation and arm_answer bring an answer about: each returns a world, whose base URL your application is to call, and whose name the next calls of these tools take. read_journal then tells what came and why it was answered so. verify_case checks one documented answer.`
