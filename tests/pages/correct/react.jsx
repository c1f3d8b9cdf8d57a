// A page that is built: the button can only be used once something was typed.
import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";

function App() {
  const [status, setStatus] = useState("…");
  const [wanted, setWanted] = useState("");
  useEffect(() => {
    follow(setStatus);
  }, []);
  return (
    <main>
      <h1>{status}</h1>
      <input value={wanted} onChange={(event) => setWanted(event.target.value)} />
      <button disabled={wanted === ""} onClick={() => send(wanted)}>Envoyer</button>
    </main>
  );
}

createRoot(document.getElementById("root")).render(<App />);
