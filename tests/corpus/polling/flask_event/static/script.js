let lastVersion = -1;

async function pollForStatus() {
  try {
    const response = await fetch(`/poll-status?last_version=${lastVersion}`);
    if (response.status === 200) {
      const data = await response.json();
      document.getElementById('statut').textContent = data.status;
      lastVersion = data.version;
    }
  } catch (e) {
    await new Promise(r => setTimeout(r, 2000));
  }
  pollForStatus();
}

document.getElementById('envoyer').addEventListener('click', () => {
  fetch('/update-status', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ status: document.getElementById('nouveau').value })
  });
});

pollForStatus();
