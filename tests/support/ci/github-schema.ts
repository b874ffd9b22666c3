import { registerHooks } from 'node:module'

/** It imports its schemas the way bundlers do, without saying that they are JSON. */
async function withJson<Modules>(load: () => Promise<Modules>): Promise<Modules> {
  const hooks = registerHooks({
    load: (url, context, next) =>
      next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
  })
  return load().finally(() => hooks.deregister())
}

/** What GitHub's own reader of workflows says is wrong with one, by the schema that it comes with. */
export async function workflowErrors(name: string, content: string): Promise<string[]> {
  const reader = await withJson(() => import('@actions/workflow-parser'))
  const { context, value } = reader.parseWorkflow({ name, content }, new reader.NoOperationTraceWriter())
  if (value) await reader.convertWorkflowTemplate(context, value)
  return context.errors.getErrors().map(({ message }) => message)
}

/** The same for an action. */
export async function actionErrors(content: string): Promise<string[]> {
  const [{ parseAction }, { NoOperationTraceWriter }] = await withJson(() =>
    Promise.all([import('@actions/workflow-parser/actions/index'), import('@actions/workflow-parser')]),
  )
  const { context } = parseAction({ name: 'action.yml', content }, new NoOperationTraceWriter())
  return context.errors.getErrors().map(({ message }) => message)
}
