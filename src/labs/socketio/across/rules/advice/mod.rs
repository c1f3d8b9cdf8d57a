pub mod notices_one_instance;
