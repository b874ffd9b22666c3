import { Fault } from '../fault.ts'
import { isObject } from '../json.ts'
import { ARGUMENTS, wrongWith } from './argument-schema.ts'
import type { Tool } from './tool.ts'

/** The result of a call, as MCP has it. */
export interface ToolResult {
  readonly content: readonly { readonly type: 'text'; readonly text: string }[]
  readonly structuredContent?: Readonly<Record<string, unknown>>
  readonly isError?: true
}

/**
 * Calls a tool. What a model can set right, such as a wrong argument, is a result that says so; any other error is thrown.
 */
export async function callTool(tool: Tool, args: unknown, signal: AbortSignal): Promise<ToolResult> {
  const wrong = wrongWith(args, tool.inputSchema, ARGUMENTS)
  if (wrong !== null) return failed(`${tool.name}: ${wrong}`)
  try {
    const structuredContent = await tool.run(isObject(args) ? args : {}, signal)
    return { content: [{ type: 'text', text: JSON.stringify(structuredContent) }], structuredContent }
  } catch (error) {
    if (error instanceof Fault) return failed(`${tool.name}: ${error.message}\n${error.fix}`)
    throw error
  }
}

/** A result that says what is wrong, and how to set it right. */
export const failed = (text: string): ToolResult => ({ content: [{ type: 'text', text }], isError: true })
