// ESM mode throughout: several of our dependencies have no CommonJS build.
export default {
  testEnvironment: 'node',
  // Jest would leave a core idle; much of what we test waits for sockets, disks and a browser.
  maxWorkers: '100%',
  // Real processes, browsers and databases: a busy machine is no failure.
  testTimeout: 20_000,
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  coverageProvider: 'v8',
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: false },
          target: 'es2023',
          experimental: { keepImportAttributes: true },
          transform: { react: { runtime: 'automatic', importSource: 'preact' } },
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
};
