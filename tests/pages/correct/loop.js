// The loop that the pages share whose display or control is what is unusual.
let version = -1;
async function follow(show, base = "") {
  for (let failures = 0; ; ) {
    try {
      const answer = await fetch(`${base}/poll-status?last_version=${version}`);
      if (answer.status === 200) {
        const state = await answer.json();
        version = state.version;
        show(state.status);
      } else if (answer.status !== 204) throw new Error(answer.status);
      failures = 0;
    } catch {
      failures += 1;
      await new Promise((wake) => setTimeout(wake, Math.min(500 * 2 ** failures, 8000)));
    }
  }
}
const send = (status, base = "") =>
  fetch(`${base}/update-status`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ status }) });
