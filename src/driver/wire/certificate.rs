//! Whose certificates are believed: those that the system believes, and on this machine any, since nobody is in between.

use super::Target;
use std::io;
use std::sync::Arc;
use tokio_rustls::rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use tokio_rustls::rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::{ClientConfig, DigitallySignedStruct, Error, SignatureScheme};

/// TLS needs a provider of cryptography, once a process.
pub fn install_crypto() {
    // An error means that it is installed already.
    let _ = tokio_rustls::rustls::crypto::ring::default_provider().install_default();
}

pub(super) fn tls_config(target: &Target) -> io::Result<ClientConfig> {
    use rustls_platform_verifier::ConfigVerifierExt;
    install_crypto();
    if !target.address().ip().to_canonical().is_loopback() {
        return ClientConfig::with_platform_verifier().map_err(io::Error::other);
    }
    let provider = CryptoProvider::get_default().expect("one was installed").clone();
    // A system may have no certificates at all.
    let system = rustls_platform_verifier::Verifier::new(provider.clone()).ok();
    let verifier = OnLoopback { system, provider, target: target.clone() };
    let builder = ClientConfig::builder().dangerous().with_custom_certificate_verifier(Arc::new(verifier));
    Ok(builder.with_no_client_auth())
}

#[derive(Debug)]
struct OnLoopback {
    system: Option<rustls_platform_verifier::Verifier>,
    provider: Arc<CryptoProvider>,
    target: Target,
}

impl ServerCertVerifier for OnLoopback {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let verify = |system: &rustls_platform_verifier::Verifier| {
            system.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
        };
        if self.system.as_ref().is_none_or(|system| verify(system).is_err()) {
            self.target.doubt_certificate();
        }
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signature, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signature, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
