import { build, type Rolldown } from 'vite'

/** A script of a page that was built. */
export type BuiltFile = Rolldown.OutputChunk

/** Builds the scripts of a page as an application of Vite is built. The first is the one that the page names. */
export async function buildPage(
  entry: string,
  { minify = false }: { readonly minify?: boolean } = {},
): Promise<readonly BuiltFile[]> {
  const built = await build({
    configFile: false,
    envDir: false,
    logLevel: 'error',
    mode: 'production',
    publicDir: false,
    build: {
      write: false,
      target: 'esnext',
      minify,
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: { input: entry, output: { entryFileNames: 'page.js', chunkFileNames: '[name]-[hash].js' } },
    },
  })
  const [bundle] = Array.isArray(built) ? built : [built]
  if (!bundle || !('output' in bundle)) throw new Error('vite gave no output')
  return bundle.output.filter((file) => file.type === 'chunk')
}
