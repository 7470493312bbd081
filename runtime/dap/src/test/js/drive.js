// Drives "lokoscope dap" by the client of the protocol's own authors:
//   npm install --prefix /tmp/dap @vscode/debugadapter-testsupport
//   NODE_PATH=/tmp/dap/node_modules node runtime/dap/src/test/js/drive.js ./lokoscope
const assert = require("assert");
const path = require("path");
const {DebugClient} = require("@vscode/debugadapter-testsupport");

const command = process.argv[2] || "./lokoscope";
const program = path.resolve(__dirname, "jobs.sps");

async function main() {
  const client = new DebugClient(command, "dap", "scheme");
  // It waits for 5 s: too short for a first start on a machine that has much to do.
  client.defaultTimeout = 60000;
  // The client starts "<runtime> <executable>": here "lokoscope dap".
  await client.start();
  const capabilities = await client.initializeRequest();
  assert(capabilities.body.supportsLogPoints);
  await Promise.all([
    client.launch({program, args: [], reversible: true}),
    client.waitForEvent("initialized").then(async () => {
      const set = await client.setBreakpointsRequest({
        source: {path: program},
        breakpoints: [{line: 4, condition: "(= x 2)"}],
      });
      assert.strictEqual(set.body.breakpoints[0].verified, true);
      await client.setExceptionBreakpointsRequest({filters: ["unhandled"]});
      await client.configurationDoneRequest();
    }),
    client.assertStoppedLocation("breakpoint", {path: program, line: 4}),
  ]);
  const threads = (await client.threadsRequest()).body.threads;
  const worker = threads.find((thread) => thread.name.startsWith("worker"));
  const frames = (await client.stackTraceRequest({threadId: worker.id})).body.stackFrames;
  assert.strictEqual(frames[0].name, "square");
  const scopes = (await client.scopesRequest({frameId: frames[0].id})).body.scopes;
  const locals = scopes[0].variablesReference;
  const variables = (await client.variablesRequest({variablesReference: locals})).body.variables;
  assert.deepStrictEqual(variables.map((v) => v.name + "=" + v.value), ["x=2"]);
  const value = await client.evaluateRequest({expression: "(* x 21)", frameId: frames[0].id});
  assert.strictEqual(value.body.result, "42");
  await Promise.all([
    client.stepOutRequest({threadId: worker.id}),
    client.waitForEvent("stopped"),
  ]);
  await Promise.all([
    client.nextRequest({threadId: worker.id}),
    client.assertStoppedLocation("step", {path: program, line: 8}),
  ]);
  await Promise.all([
    client.stepBackRequest({threadId: worker.id}),
    client.assertStoppedLocation("step", {path: program, line: 7}),
  ]);
  const jobs = await client.customRequest("dataBreakpointInfo", {name: "jobs"});
  assert.strictEqual(jobs.body.description, "channel jobs gets a message");
  const data = await client.customRequest("setDataBreakpoints", {
    breakpoints: [{dataId: jobs.body.dataId}],
  });
  assert.strictEqual(data.body.breakpoints[0].verified, true);
  const [, message] = await Promise.all([
    client.continueRequest({threadId: worker.id}),
    client.waitForEvent("stopped"),
  ]);
  assert(message.body.text.endsWith("gets a message"), message.body.text);
  await client.customRequest("setDataBreakpoints", {breakpoints: []});
  const sources = await client.customRequest("loadedSources");
  assert(sources.body.sources.some((source) => source.path === program));
  await Promise.all([
    client.customRequest("restart"),
    client.assertStoppedLocation("breakpoint", {path: program, line: 4}),
  ]);
  await client.disconnectRequest();
  await client.stop();
  console.log("passed");
}

main().then(
  () => process.exit(0),
  (problem) => {
    console.error(problem);
    process.exit(1);
  },
);
